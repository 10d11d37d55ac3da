import numpy as np
import pytest
from PIL import Image, ImageFilter

from pipeline.records import Raster
from pipeline.rendering.quality import measured
from pipeline.rendering.refusals import Unreadable


def raster(picture: Image.Image) -> Raster:
    return Raster(picture.width, picture.height, len(picture.getbands()), picture.tobytes())


def lit(picture: Image.Image, gain: float, noise: float = 0) -> Image.Image:
    chance = np.random.default_rng(7)
    grid = np.asarray(picture, dtype=float) * gain + chance.normal(0, noise, picture.size[::-1])
    return Image.fromarray(grid.clip(0, 255).astype(np.uint8))


def blurred(picture: Image.Image, radius: float) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(radius))


@pytest.mark.parametrize("radius", [0, 0.7, 1.5])
def test_given_a_page_that_a_person_can_read_then_readable(letter, radius):
    assert measured(raster(blurred(letter, radius))).readable


@pytest.mark.parametrize("radius", [6, 9])
def test_given_a_page_blurred_beyond_reading_then_not_readable(letter, radius):
    quality = measured(raster(blurred(letter, radius)))
    assert not quality.readable
    assert "blurred" in quality.issues


def test_given_a_dim_page_then_readable_and_too_dark(letter):
    quality = measured(raster(lit(letter, 0.3, noise=3)))
    assert (quality.readable, quality.issues) == (True, ("too_dark",))


def test_given_a_page_in_the_dark_then_not_readable(letter):
    assert not measured(raster(lit(letter, 0.08, noise=2))).readable


@pytest.mark.parametrize("noise", [0, 4])
def test_given_bare_paper_then_blank_and_readable(noise):
    quality = measured(raster(lit(Image.new("L", (1240, 1754), 245), 1, noise)))
    assert (quality.readable, quality.issues) == (True, ("blank",))


def test_given_a_single_line_then_not_blank(letter):
    page = Image.new("L", letter.size, 250)
    page.paste(letter.crop((0, 130, letter.width, 180)), (0, 130))
    assert measured(raster(page)).issues == ()


def test_given_a_shadow_over_the_page_then_readable(letter):
    shade = np.linspace(0.4, 1, letter.width)[None, :] * np.asarray(letter, dtype=float)
    assert measured(raster(Image.fromarray(shade.astype(np.uint8)))).readable


def test_given_a_small_picture_then_low_resolution(letter):
    assert "low_resolution" in measured(raster(letter.resize((310, 438)))).issues


def test_given_an_upload_nobody_can_read_then_it_is_refused_with_advice(rendered, saved, letter):
    with pytest.raises(Unreadable) as refused:
        rendered(saved(blurred(letter, 9), "JPEG"))
    assert refused.value.code == "unreadable"


def test_given_one_readable_page_then_the_upload_is_kept(rendered, saved, letter):
    content = saved(blurred(letter, 9), "TIFF", save_all=True, append_images=[letter])
    assert [page.quality.readable for page in rendered(content).pages] == [False, True]
