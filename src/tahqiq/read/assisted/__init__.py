"""A model asked to propose claims: optional, off unless an endpoint is named, and never believed.

    propose(text, Endpoint.named("http://127.0.0.1:8080/v1", model="local"))

Any OpenAI-compatible endpoint. What it answers is data: each claim is checked against the text before a
person sees it (quote verbatim, number in the quote, names in the text, words of our vocabulary), carries
model and prompt version, and can be accepted by a person alone. Instructions in the evidence can change
nothing but what is proposed.
"""

from tahqiq.read.assisted.assisting import Assisted, Failed, propose
from tahqiq.read.assisted.checking import Checked, Refused
from tahqiq.read.assisted.endpoint import Endpoint, EndpointFault

__all__ = ["Assisted", "Checked", "Endpoint", "EndpointFault", "Failed", "Refused", "propose"]
