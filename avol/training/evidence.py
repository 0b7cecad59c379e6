"""Starting the heads from what the towers already know: classes of things that are seen or heard.

Trained on few photographs and recordings, the heads' first layers would learn those by heart. The
class weights of the pretrained eye (ImageNet) and ear (AudioSet) were learnt from millions; as rows
of conv5 and fc1 they give the evidence for each class, and training decides what to make of it.
Ours.
"""

import csv
from pathlib import Path

import torch
from torch import Tensor, nn

from avol.errors import WeightsError

SEEN = """
accordion, acoustic guitar, banjo, bassoon, cello, chime, cornet, drum, drumstick, electric guitar,
flute, French horn, gong, grand piano, upright, harmonica, harp, maraca, marimba, oboe, ocarina,
organ, panpipe, sax, steel drum, trombone, violin, pick, stage, microphone, loudspeaker, whistle,
cock, hen, indigo bunting, robin, magpie, bald eagle, macaw, toucan, drake, goose, bullfrog,
tree frog, tailed frog, African elephant, lion, ox, ram, sorrel, beagle, golden retriever,
German shepherd, Chihuahua, Siberian husky, Labrador retriever, tabby, Egyptian cat, Persian cat,
Siamese cat, sports car, beach wagon, convertible, cab, racer, motor scooter, moped,
steam locomotive, electric locomotive, bullet train, passenger car, tractor, chain saw, vacuum,
hand blower, typewriter keyboard, computer keyboard, laptop, notebook, dial telephone,
cellular telephone, pay-phone, analog clock, digital clock, wall clock, hammer, groom, suit, wig,
sunglasses, printer, sewing machine, washer, lawn mower, power drill, fountain
"""
"""ImageNet's names of classes that sound or are seen with what does; below conv5's 128 rows."""

HEARD = """
Speech; Conversation; Laughter; Baby cry, infant cry; Singing; Choir; Child singing; Dog; Bark;
Growling; Whimper (dog); Cat; Purr; Meow; Horse; Cattle, bovinae; Moo; Pig; Goat; Sheep;
Chicken, rooster; Cluck; Crowing, cock-a-doodle-doo; Turkey; Duck; Goose;
Roaring cats (lions, tigers); Roar; Bird; Bird vocalization, bird call, bird song; Pigeon, dove;
Crow; Owl; Frog; Croak; Cricket; Music; Musical instrument; Plucked string instrument; Guitar;
Electric guitar; Bass guitar; Acoustic guitar; Steel guitar, slide guitar; Strum; Banjo; Sitar;
Mandolin; Zither; Ukulele; Piano; Electric piano; Organ; Electronic organ; Hammond organ;
Synthesizer; Harpsichord; Percussion; Drum kit; Drum machine; Drum; Snare drum; Rimshot; Drum roll;
Bass drum; Timpani; Tabla; Cymbal; Hi-hat; Wood block; Tambourine; Rattle (instrument); Maraca;
Gong; Tubular bells; Mallet percussion; Marimba, xylophone; Glockenspiel; Vibraphone; Steelpan;
Orchestra; Brass instrument; French horn; Trumpet; Trombone; Bowed string instrument;
String section; Violin, fiddle; Pizzicato; Cello; Double bass;
Wind instrument, woodwind instrument; Flute; Saxophone; Clarinet; Harp; Bell; Harmonica; Accordion;
Bagpipes; Didgeridoo; Vehicle; Car; Engine; Motorcycle; Train; Helicopter; Telephone;
Telephone bell ringing; Alarm clock; Tick-tock; Vacuum cleaner; Typing; Computer keyboard;
Typewriter; Silence; White noise; Wind; Rain; Water; Applause; Crowd
"""
"""AudioSet's names of classes that the catalogue holds or should not be taken for; below 128."""

ABOVE = 1.0
"""Standard deviations above its usual answer from which on evidence counts."""


def _rows(classes: Tensor, names: list[str], wanted: list[str]) -> Tensor:
    missing = [name for name in wanted if name not in names]
    if missing:
        raise WeightsError(f"The pretrained tower knows no class “{missing[0]}”.")
    return classes[[names.index(name) for name in wanted]]


def seen_rows(classes: Tensor) -> Tensor:
    """The rows of `SEEN` out of the eye's class weights (1000, channels)."""
    from torchvision.models import ResNet18_Weights

    names: list[str] = ResNet18_Weights.DEFAULT.meta["categories"]
    return _rows(classes, names, [name.strip() for name in SEEN.split(",")])


def heard_rows(classes: Tensor, class_map: Path) -> Tensor:
    """The rows of `HEARD` out of the ear's class weights (521, channels).

    Args:
        classes: the class weights.
        class_map: YAMNet's list of names, a CSV with a column `display_name`.
    """
    with class_map.open(encoding="utf-8", newline="") as lines:
        names = [row["display_name"] for row in csv.DictReader(lines)]
    return _rows(classes, names, [" ".join(name.split()) for name in HEARD.split(";")])


def start_from_classes(layer: nn.Linear | nn.Conv2d, rows: Tensor, answers: Tensor) -> None:
    """Set the first rows of a head's first layer to the standardised evidence for each class.

    Args:
        layer: conv5 or fc1, changed in place.
        rows: (classes, channels) class weights.
        answers: (N, channels) what the tower ordinarily answers.
    """
    evidence = answers.float() @ rows.T
    mean, deviation = evidence.mean(dim=0), evidence.std(dim=0)
    count = len(rows)
    with torch.no_grad():
        layer.weight[:count] = (rows / deviation[:, None]).reshape(count, *layer.weight.shape[1:])
        if layer.bias is not None:
            layer.bias[:count] = -mean / deviation - ABOVE
