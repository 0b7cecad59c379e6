"""Region query: when does the object in a region of the image sound?"""
