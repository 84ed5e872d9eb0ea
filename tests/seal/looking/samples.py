"""Invented files that say something of themselves: made here, so that every claim in them is known."""

from __future__ import annotations

import datetime
import functools
import io
import json
import struct
import zipfile

import numpy as np
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from PIL import Image

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:own="urn:own#" xmp:CreatorTool="Painter 1" own:Mark="m">
<dc:subject><rdf:Bag><rdf:li>river</rdf:li><rdf:li>bridge</rdf:li></rdf:Bag></dc:subject>
<dc:title><rdf:Alt><rdf:li xml:lang="ar">\u062c\u0633\u0631</rdf:li></rdf:Alt></dc:title>
<xmp:Label>seen</xmp:Label></rdf:Description></rdf:RDF></x:xmpmeta>"""


def picture(*, seed: int = 1, side: int = 128) -> Image.Image:
    """A picture with structure, the same for the same seed."""
    coarse = np.random.default_rng(seed).integers(0, 256, (8, 8, 3), dtype=np.uint8)
    return Image.fromarray(coarse).resize((side, side), Image.Resampling.BICUBIC)


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


@functools.cache
def photograph() -> bytes:
    """A JPEG with EXIF, a position, XMP and IPTC."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Acme", "Eye 3"
    exif.get_ifd(0x8769)[0x9003] = "2026:01:02 03:04:05"
    exif.get_ifd(0x8825).update({1: "S", 2: (35.0, 57.0, 36.0), 3: "E", 4: (39.0, 0.0, 36.0)})
    content = saved(picture(), "JPEG", exif=exif, xmp=XMP.encode())
    return (
        content[:2] + _app13({80: b"Amal", 25: b"bridge", 105: "\u062c\u0633\u0631".encode()}) + content[2:]
    )


def _app13(fields: dict[int, bytes]) -> bytes:
    records = b"".join(struct.pack(">BBBH", 0x1C, 2, key, len(said)) + said for key, said in fields.items())
    block = b"8BIM" + struct.pack(">HHI", 0x0404, 0, len(records)) + records + b"\x00" * (len(records) % 2)
    body = b"Photoshop 3.0\x00" + block
    return b"\xff\xed" + struct.pack(">H", len(body) + 2) + body


@functools.cache
def film(*, form: str = "mp4", dark: bool = False, live: bool = False) -> bytes:
    """Four seconds in which the picture changes, with tags; a live one does not know how long it is."""
    import av

    stream = io.BytesIO()
    with av.open(stream, "w", format=form, options={"live": "1"} if live else {}) as container:
        container.metadata["title"] = "an invented film"
        container.metadata["location"] = "+35.9500+039.0100/"
        video = container.add_stream("mpeg4", rate=10)
        video.width, video.height, video.pix_fmt, video.codec_context.gop_size = 64, 64, "yuv420p", 5
        for number in range(40):
            shown = Image.new("RGB", (64, 64)) if dark else picture(seed=number // 5, side=64)
            for packet in video.encode(av.VideoFrame.from_image(shown)):
                container.mux(packet)
        for packet in video.encode():
            container.mux(packet)
    return stream.getvalue()


@functools.cache
def sound() -> bytes:
    """Half a second of silence as WAV (RIFF), without a picture."""
    samples = bytes(8_000)
    form = struct.pack("<HHIIHH", 1, 1, 8_000, 16_000, 2, 16)
    body = b"WAVEfmt " + struct.pack("<I", 16) + form + b"data" + struct.pack("<I", len(samples)) + samples
    return b"RIFF" + struct.pack("<I", len(body)) + body


def pdf(*, updated: int = 0, extra: bytes = b"") -> bytes:
    """A PDF of one page with document information, written over so many times."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>",
        b"<</Producer(Press 2)/CreationDate(D:20260102030405Z)/Author(Amal)>>",
    ]
    content, places = b"%PDF-1.7\n" + extra, []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj%b endobj\n" % (number, body)
    table = len(content)
    content += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    content += b"trailer<</Size 5/Root 1 0 R/Info 4 0 R>>\nstartxref\n%d\n%%%%EOF\n" % table
    for _ in range(updated):
        before, table = table, len(content)
        content += b"xref\n0 0\ntrailer<</Size 5/Root 1 0 R/Info 4 0 R/Prev %d>>\n" % before
        content += b"startxref\n%d\n%%%%EOF\n" % table
    return content


def office(parts: dict[str, str] | None = None) -> bytes:
    """An office document with these parts."""
    said = "<dc:creator>Amal</dc:creator><cp:revision>7</cp:revision>"
    core = f'<cp:p xmlns:cp="urn:cp" xmlns:dc="urn:dc">{said}</cp:p>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as container:
        for name, text in (parts or {"docProps/core.xml": core, "word/document.xml": "<w/>"}).items():
            container.writestr(name, text)
    return stream.getvalue()


@functools.cache
def signed() -> bytes:
    """A JPEG with a C2PA manifest, signed by a camera that does not exist."""
    from c2pa import Builder, C2paSignerInfo, Signer

    chain, key = _certificates()
    source = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
    actions = {"actions": [{"action": "c2pa.created", "digitalSourceType": source}]}
    manifest = {
        "claim_generator_info": [{"name": "Eye", "version": "3"}],
        "title": "bridge",
        "assertions": [{"label": "c2pa.actions", "data": actions}],
    }
    target = io.BytesIO()
    signer = Signer.from_info(C2paSignerInfo(b"es256", chain, key, None))
    with Builder(json.dumps(manifest)) as builder:
        builder.sign(signer, "image/jpeg", io.BytesIO(saved(picture(), "JPEG")), target)
    return target.getvalue()


def _certificates() -> tuple[bytes, bytes]:
    """A chain of two certificates as C2PA wants them, and the key of the first."""
    root, leaf = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    chain = _certificate("Invented Camera", leaf, root) + _certificate("Invented Root", root, root)
    spelled = leaf.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return chain, spelled


def _certificate(name: str, key: ec.EllipticCurvePrivateKey, root: ec.EllipticCurvePrivateKey) -> bytes:
    authority = key is root
    start = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    usage = x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
    built = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named("Invented Root"))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + datetime.timedelta(days=36_500))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root.public_key()), critical=False)
    )
    if not authority:
        purposes = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
        built = built.add_extension(purposes, critical=False)
    return built.sign(root, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def _named(name: str) -> x509.Name:
    attributes = {NameOID.ORGANIZATION_NAME: "Invented", NameOID.COMMON_NAME: name}
    return x509.Name([x509.NameAttribute(key, value) for key, value in attributes.items()])
