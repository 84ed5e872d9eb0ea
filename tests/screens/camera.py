"""A camera for pages: it looks as a reader does, says what lies wrong, and keeps the picture if asked.

With ``TAHQIQ_SCREENS`` naming a folder, the pictures are kept there; docs/screens.md says how the
committed ones are renewed. With ``TAHQIQ_SCREENS_WHOLE`` they show whole pages, also those that the
documents leave out: for looking at everything.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from django.test import Client
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, Page, Route

Language = Literal["en", "ar"]
Light = Literal["light", "dark"]
LANGUAGES: tuple[Language, ...] = ("en", "ar")
LIGHTS: tuple[Light, ...] = ("light", "dark")
#: Width and height of the window, and how much of a long page the picture shows.
DEVICES = {"phone": (390, 844), "desk": (1280, 900)}
KEPT_IN = os.environ.get("TAHQIQ_SCREENS", "")
WHOLE = bool(os.environ.get("TAHQIQ_SCREENS_WHOLE"))
SEEN = (Path(__file__).parent / "camera.js").read_text("utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A page worth looking at.

    Attributes:
        name: what its pictures are called.
        address: path below the server.
        ready: done on the page before it is looked at.
        shown: whether its pictures are taken; the others are judged only.
    """

    name: str
    address: str
    shown: bool = True
    ready: Callable[[Page], object] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Somebody who has logged in at the desk.

    Attributes:
        words: Wagtail's own, which every screen asks for beside itself; kept, and asked for once.
    """

    cookies: dict[str, str]
    words: bytes

    @classmethod
    def of(cls, client: Client) -> Visitor:
        """Whoever logged in with this client."""
        words = client.get(reverse("wagtailadmin_javascript_catalog")).content
        return cls(cookies={name: each.value for name, each in client.cookies.items()}, words=words)


@dataclass(slots=True)
class Camera:
    """Looks at scenes in one language, in every width and light.

    Attributes:
        faults: what was wrong, scene by scene.
        pictures: how many were taken.
    """

    page: Page
    language: Language
    faults: list[str] = field(default_factory=list)
    pictures: int = 0

    def look(self, server: str, scene: Scene) -> None:
        """Loads the scene once, and looks at it on every device in every light."""
        page = self.page
        for device, (width, height) in DEVICES.items():
            page.set_viewport_size({"width": width, "height": height})
            if page.url != f"{server}{scene.address}":
                self._open(f"{server}{scene.address}")
            page.evaluate("scrollTo(0, 0)")
            if scene.ready is not None:
                scene.ready(page)
            self._judge(f"{scene.name}-{device}-{self.language}")
            for light in self._lights(scene):
                page.emulate_media(color_scheme=light)
                self._take(f"{scene.name}-{device}-{self.language}-{light}")

    def _lights(self, scene: Scene) -> tuple[Light, ...]:
        """Both where pictures are kept; else one, so that each device and language has either in turn."""
        if KEPT_IN:
            return LIGHTS if scene.shown or WHOLE else ()
        turn = self.pictures + LANGUAGES.index(self.language)
        return LIGHTS[turn % 2 :][:1] if scene.shown else ()

    def enter(self, server: str, visitor: Visitor) -> None:
        """Takes over the session of somebody who has logged in."""
        for name, value in visitor.cookies.items():
            cookie = {"name": name, "value": value, "url": f"{server}/desk/"}
            self.page.context.add_cookies([cookie])  # type: ignore[list-item]
        kept = {"body": visitor.words, "content_type": "text/javascript"}
        self.page.route("**/jsi18n/", lambda asked: asked.fulfill(**kept))

    def _open(self, address: str) -> None:
        answer = self.page.goto(address)
        if answer is None or not answer.ok or self.page.url != address:
            self.faults.append(f"{address} is not there")

    def _judge(self, name: str) -> None:
        self.faults += [f"{name}: {fault}" for fault in self.page.evaluate(SEEN)]

    def _take(self, name: str) -> None:
        self.pictures += 1
        if not KEPT_IN:
            taken = self.page.screenshot(type="jpeg", quality=40)
            assert len(taken) > 4000, f"{name} is blank"
            return
        folder = Path(KEPT_IN)
        folder.mkdir(parents=True, exist_ok=True)
        with Image.open(io.BytesIO(self.page.screenshot(full_page=WHOLE, animations="disabled"))) as picture:
            picture.convert("RGB").save(folder / f"{name}.webp", quality=50, method=2 if WHOLE else 6)


@contextmanager
def camera(browser: Browser, language: Language, **wishes: object) -> Iterator[Camera]:
    """A camera in a browser window of its own; what the page complains of counts as a fault."""
    context = browser.new_context(locale=language, reduced_motion="reduce", **wishes)  # type: ignore[arg-type]
    context.route("**/assets/site.css", _with_letters)
    seen = Camera(context.new_page(), language)
    seen.page.on("console", lambda said: seen.faults.append(_told(said)) if _is_fault(said) else None)
    yield seen
    context.close()


def _is_fault(said: ConsoleMessage) -> bool:
    """An error; but a host that takes no letters of readers says so with 404, as the page expects."""
    return said.type == "error" and not said.location["url"].endswith("/corrections/open")


def _told(said: ConsoleMessage) -> str:
    return f"{said.location['url']}: {said.text}"


def _with_letters(asked: Route) -> None:
    """The site's styles, but that pages wait for their typefaces; readers on slow lines go without."""
    answer = asked.fetch()
    waiting = answer.text().replace("font-display:optional", "font-display:block")
    asked.fulfill(response=answer, body=waiting)
