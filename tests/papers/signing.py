"""Signs a PDF with a key made on the spot, as a signing service of an agency would."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec
from pyhanko_certvalidator.registry import SimpleCertificateStore

BEGINS, ENDS = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Hand:
    """Who signs: a certificate, its key, and who vouches for it."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey
    above: "Hand | None" = None

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)


def hand(name: str, above: Hand | None = None, ends: datetime = ENDS) -> Hand:
    """A root, or somebody below one."""
    key, subject = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = x509.CertificateBuilder(above.certificate.subject if above else subject, subject, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(BEGINS).not_valid_after(ends)
    made = made.add_extension(x509.BasicConstraints(ca=above is None, path_length=None), critical=True)
    usage = x509.KeyUsage(above is not None, above is not None, False, False, False, above is None, above is None, False, False)
    return Hand(made.add_extension(usage, critical=True).sign(above.key if above else key, hashes.SHA256()), key, above)


def signed(content: bytes, by: Hand, field: str = "Signature") -> bytes:
    der = by.key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    others = SimpleCertificateStore()
    signer = signers.SimpleSigner(signing_cert=_asn1(by), signing_key=keys.PrivateKeyInfo.load(der), cert_registry=others)
    writer, made = IncrementalPdfFileWriter(io.BytesIO(content)), io.BytesIO()
    signing = signers.PdfSigner(signers.PdfSignatureMetadata(field_name=field), signer, new_field_spec=SigFieldSpec(field))
    signing.sign_pdf(writer, output=made)
    return made.getvalue()


def rewritten(content: bytes) -> bytes:
    """With something changed after it was signed, and no signature on that."""
    writer, made = IncrementalPdfFileWriter(io.BytesIO(content)), io.BytesIO()
    writer.root["/Lang"] = writer.root.raw_get("/Type")
    writer.update_root()
    writer.write(made)
    return made.getvalue()


def _asn1(by: Hand) -> asn1.Certificate:
    return asn1.Certificate.load(by.certificate.public_bytes(serialization.Encoding.DER))
