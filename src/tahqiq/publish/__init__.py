"""From a release folder to a static, bilingual site. Reads nothing but a release."""

from tahqiq.publish.publishing import Published, publish

__all__ = ["Published", "publish"]
