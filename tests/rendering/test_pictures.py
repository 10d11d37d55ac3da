import struct
import zlib

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from pipeline.rendering.geometry import pixels
from pipeline.rendering.refusals import Corrupt, TooManyPages, TooManyPixels, Truncated

pillow_heif.register_heif_opener()
DARK_LEFT = Image.fromarray(np.tile(np.repeat(np.uint8([0, 255]), 200), (300, 1)))


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_bomb(side: int) -> bytes:
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "HEIF", "WEBP", "BMP", "GIF"])
def test_given_any_accepted_format_then_one_readable_page_comes(rendered, saved, letter, kind):
    page = rendered(saved(letter.convert("RGB"), kind)).pages[0]
    assert (page.raster.width, page.raster.height) == (1240, 1754)
    assert page.quality.readable
    assert page.quality.issues == ()


@pytest.mark.parametrize(
    ("orientation", "dark_side"), [(1, "left"), (3, "right"), (6, "top"), (8, "bottom"), (2, "right")]
)
def test_given_an_exif_note_then_the_picture_is_turned_as_it_says(rendered, saved, orientation, dark_side):
    exif = Image.Exif()
    exif[274] = orientation
    page = rendered(saved(DARK_LEFT, "JPEG", exif=exif)).pages[0]
    grid = pixels(page.raster)
    sides = {"left": grid[:, :9], "right": grid[:, -9:], "top": grid[:9], "bottom": grid[-9:]}
    assert min(sides, key=lambda side: sides[side].mean()) == dark_side
    assert page.turn == 0


def test_given_a_tiff_of_three_frames_then_three_pages(rendered, saved, letter):
    content = saved(letter, "TIFF", save_all=True, append_images=[letter, letter], compression="tiff_lzw")
    assert [page.number for page in rendered(content).pages] == [1, 2, 3]


def test_given_a_tiff_of_too_many_frames_then_refused(rendered, saved):
    frames = [Image.new("1", (16, 16))] * 9
    with pytest.raises(TooManyPages):
        rendered(saved(frames[0], "TIFF", save_all=True, append_images=frames[1:]), pages=8)


def test_given_an_animation_then_its_first_frame_is_the_page(rendered, saved, letter):
    content = saved(letter, "GIF", save_all=True, append_images=[Image.new("L", letter.size)])
    assert len(rendered(content).pages) == 1


def test_given_a_pixel_bomb_then_refused_from_its_header(rendered):
    with pytest.raises(TooManyPixels):
        rendered(png_bomb(50_000))


def test_given_a_heic_that_is_cut_then_truncated(rendered, saved, letter):
    whole = saved(letter.convert("RGB"), "HEIF")
    with pytest.raises(Truncated):
        rendered(whole[: len(whole) * 6 // 10])


def test_given_a_jpeg_whose_end_is_missing_then_what_is_there_is_kept_and_marked(rendered, saved, letter):
    whole = saved(letter, "JPEG")
    upload = rendered(whole[: len(whole) * 9 // 10])
    assert upload.pages[0].quality.issues == ("cut_off",)
    assert [(found.code, found.page) for found in upload.findings] == [("truncated", 1)]


def test_given_the_first_tenth_of_a_jpeg_then_truncated(rendered, saved, letter):
    whole = saved(letter, "JPEG")
    with pytest.raises(Truncated):
        rendered(whole[: len(whole) // 10])


def test_given_a_picture_that_is_only_a_header_then_corrupt(rendered):
    with pytest.raises(Corrupt):
        rendered(b"\xff\xd8\xff\xe0" + bytes(200) + b"\xff\xd9")


@pytest.mark.parametrize("mode", ["1", "P", "RGBA", "LA", "CMYK", "I;16", "F"])
def test_given_an_odd_colour_mode_then_paper_is_bright_and_ink_is_dark(rendered, saved, letter, mode):
    odd = letter.convert("L").convert(mode) if mode not in {"I;16", "LA"} else letter.convert(mode)
    kind = "PNG" if mode in {"1", "P", "RGBA", "LA", "I;16"} else "TIFF"
    grid = pixels(rendered(saved(odd, kind)).pages[0].raster)
    assert grid.mean() > 200
    assert grid.min() < 80


def test_given_a_photo_of_48_megapixels_then_its_longer_side_is_3000(rendered, saved, letter):
    page = rendered(saved(letter.resize((6000, 8000)), "JPEG", quality=50)).pages[0]
    assert (page.raster.width, page.raster.height) == (2250, 3000)


def test_given_a_scan_at_600_dpi_then_it_is_kept_at_300(rendered, saved, letter):
    page = rendered(saved(letter.resize((4960, 7016)), "PNG", dpi=(600, 600))).pages[0]
    assert page.dpi == pytest.approx(300, abs=1)
    assert page.raster.width == 2480
