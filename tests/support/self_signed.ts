/** A certificate that nobody but its own key vouches for, made anew for each test. */

type Bytes = Uint8Array<ArrayBuffer>;

function join(parts: Iterable<number>[]): Bytes {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** A value in DER: its tag, its length, its content. */
function der(tag: number, ...parts: Iterable<number>[]): Bytes {
  const content = join(parts);
  const { length } = content;
  const size = length < 128
    ? [length]
    : length < 256
    ? [0x81, length]
    : [0x82, length >> 8, length & 255];
  return join([[tag], size, content]);
}

const sequence = (...parts: Iterable<number>[]) => der(0x30, ...parts);
const bits = (content: Iterable<number>) => der(0x03, [0], content);
const text = (tag: number, value: string) => der(tag, new TextEncoder().encode(value));

/** A positive whole number, big-endian. */
function integer(bytes: Bytes): Bytes {
  const digits = bytes.slice(Math.max(0, bytes.findIndex((byte) => byte !== 0)));
  return der(0x02, digits[0]! > 127 ? [0] : [], digits);
}

const ecdsaWithSha256 = sequence(der(0x06, [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]));
const commonName = der(0x06, [0x55, 0x04, 0x03]);
const subjectAltName = der(0x06, [0x55, 0x1d, 0x11]);

function pem(label: string, bytes: Bytes): string {
  const lines = bytes.toBase64().replace(/.{64}/g, "$&\n");
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
}

/** Makes a certificate for 127.0.0.1 that is signed with its own key. Both come as PEM. */
export async function selfSigned(): Promise<{ cert: string; key: string }> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const pair = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const name = sequence(der(0x31, sequence(commonName, text(0x0c, "127.0.0.1"))));
  const certificate = sequence(
    der(0xa0, integer(Uint8Array.of(2))),
    integer(crypto.getRandomValues(new Uint8Array(8))),
    ecdsaWithSha256,
    name,
    sequence(text(0x17, "200101000000Z"), text(0x17, "491231235959Z")),
    name,
    new Uint8Array(await crypto.subtle.exportKey("spki", pair.publicKey)),
    der(
      0xa3,
      sequence(sequence(subjectAltName, der(0x04, sequence(der(0x87, [127, 0, 0, 1]))))),
    ),
  );
  const raw = new Uint8Array(await crypto.subtle.sign(algorithm, pair.privateKey, certificate));
  const signature = sequence(integer(raw.slice(0, 32)), integer(raw.slice(32)));
  return {
    cert: pem("CERTIFICATE", sequence(certificate, ecdsaWithSha256, bits(signature))),
    key: pem(
      "PRIVATE KEY",
      new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey)),
    ),
  };
}
