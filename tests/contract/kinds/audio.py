"""Audio codecs, rates, channels, and files without video."""

from tests.contract import edits
from tests.contract.kind import Audio, Kind, Video

PCM, MP3, NEXT = Audio("pcm_s16le"), Audio("libmp3lame"), Audio(clicks=(0.48, 1.2))
NEXT_MP3 = Audio("libmp3lame", clicks=(0.48, 1.2))
NO_HEADER = {"write_xing": "0"}
MONO = (1.0,)
CENTER = (0.0, 0.0, 1.0, 0.0, 0.0, 0.0)
V, W = Video(), Video(first=60)

AUDIO = (
    Kind("pcm.wav", (Audio("pcm_s16le"),)),
    Kind("24-bit.wav", (Audio("pcm_s24le", 96_000),)),
    Kind("float.wav", (Audio("pcm_f32le", 44_100),)),
    Kind("8-bit.wav", (Audio("pcm_u8", 22_050, MONO),)),
    Kind("a-law.wav", (Audio("pcm_alaw", 8000, MONO),)),
    Kind("adpcm.wav", (Audio("adpcm_ima_wav", 44_100),)),
    Kind("streamed.wav", (Audio("pcm_s16le"),), streamed=True),
    Kind("crashed.wav", (PCM,), edit=edits.wav_size(0)),
    Kind("long-size.wav", (PCM,), edit=edits.wav_size(2**31)),
    Kind("cut.wav", (PCM,), edit=edits.cut(0.9), keep=(0, 2.1)),
    Kind("cut.flac", (Audio("flac"),), edit=edits.cut(0.9), keep=(0, 1.5)),
    Kind("cut.ogg", (Audio("libopus"),), format="ogg", edit=edits.cut(0.9), keep=(0, 1.0)),
    Kind(
        "joined.mp3",
        (MP3,),
        options=NO_HEADER,
        shifted="file",
        then=(Kind("b.mp3", (NEXT_MP3,), options=NO_HEADER, shifted="file"),),
    ),
    Kind("joined.aac", (Audio(),), shifted="file", then=(Kind("b.aac", (NEXT,), shifted="file"),)),
    Kind(
        "chained.ogg",
        (Audio("libopus"),),
        then=(Kind("b.ogg", (Audio("libopus", clicks=(0.48, 1.2)),)),),
    ),
    Kind("plain.flac", (Audio("flac", 44_100),)),
    Kind("streamed.flac", (Audio("flac"),), streamed=True),
    Kind("plain.mp3", (Audio("libmp3lame", 44_100),), shifted="file"),
    Kind(
        "no-header.mp3", (Audio("libmp3lame", 44_100),), options={"write_xing": "0"}, shifted="file"
    ),
    Kind("plain.aac", (Audio("aac", 44_100),), shifted="file"),
    Kind("plain.m4a", (Audio("aac", 44_100),)),
    Kind("alac.m4a", (Audio("alac", 44_100),)),
    Kind("plain.aiff", (Audio("pcm_s16be", 44_100),)),
    Kind("plain.caf", (Audio("pcm_s16le", 44_100),)),
    Kind("plain.ac3", (Audio("ac3"),), shifted="file"),
    Kind("plain.opus", (Audio("libopus"),)),
    Kind("vorbis.ogg", (Audio("vorbis", 44_100, options={"strict": "-2"}),)),
    Kind("flac.oga", (Audio("flac", 44_100),)),
    Kind("plain.wma", (Audio("wmav2", 44_100, bit_rate=128_000),), shifted="file", click_ms=1),
    Kind("plain.mka", (Audio("libopus"),), click_ms=0.6),
    Kind("streamed.mka", (Audio("libopus"),), click_ms=0.6, streamed=True),
    Kind("plain.amr", (Audio("libopencore_amrnb", 8000, MONO, bit_rate=12_200),), click_ms=8),
    Kind("plain.au", (Audio("pcm_s16be", 44_100),)),
    Kind("plain.w64", (Audio("pcm_s16le"),)),
    Kind("plain.tta", (Audio("tta", 44_100),)),
    Kind("plain.wv", (Audio("wavpack", 44_100),)),
    Kind("8-khz.avi", (V, Audio("pcm_mulaw", 8000, MONO)), shifted="streams", lag_ms=80),
    Kind("11-khz.mkv", (V, Audio("libmp3lame", 11_025, MONO))),
    Kind("96-khz.mp4", (V, Audio("aac", 96_000))),
    Kind("192-khz.mkv", (V, Audio("flac", 192_000))),
    Kind(
        "rate-change.ts",
        (V, Audio("mp2")),
        shifted="file",
        then=(
            Kind("b.ts", (W, Audio("mp2", 44_100, clicks=(0.48, 1.2))), shifted="file", delay=2.4),
        ),
    ),
    Kind(
        "layout-change.ts",
        (V, Audio("ac3")),
        shifted="file",
        then=(
            Kind(
                "b.ts", (W, Audio("ac3", gains=MONO, clicks=(0.48, 1.2))), shifted="file", delay=2.4
            ),
        ),
    ),
    Kind(
        "surround-change.ts",
        (V, Audio("ac3")),
        shifted="file",
        then=(
            Kind(
                "b.ts",
                (W, Audio("ac3", gains=CENTER, clicks=(0.48, 1.2))),
                shifted="file",
                delay=2.4,
            ),
        ),
    ),
    Kind("left-only.mkv", (V, Audio("flac", gains=(1, 0)))),
    Kind("inverted.mp4", (V, Audio(gains=(1, -1)))),
    Kind("inverted.mkv", (V, Audio("flac", gains=(1, -1)))),
    Kind("center-only.mkv", (V, Audio("flac", gains=CENTER))),
    Kind("surround.mp4", (V, Audio(gains=(0.3, 0.3, 1, 0.1, 0.2, 0.2), bit_rate=384_000))),
    Kind("7-1.mkv", (V, Audio("flac", gains=(0.5,) * 8))),
    Kind("offset.mkv", (V, Audio("flac", offset=0.1))),
    Kind("offset-only.mkv", (V, Audio("flac", clicks=(), offset=0.3))),
    Kind("loud.mkv", (V, Audio("pcm_f32le", gains=(8, 8)))),
)
