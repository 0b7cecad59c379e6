"""The live flow: what moves pictures, sound and maps through the studio, thread by thread."""
