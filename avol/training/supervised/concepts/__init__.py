"""Second stage of the shipped weights: one unit per concept (not in the paper).

A concept is a class of sounding objects that ImageNet, AudioSet or the catalogue knows under any
name. Two vision networks, the pretrained one and the one fine-tuned on the catalogue, and two audio
taggers judge every concept; one network with class heads learns their joint judgement.
"""
