import { word } from "../words";

/** Options of a ceremony as the server sends them: binary values in base64url. */
interface Options {
  publicKey: Record<string, unknown>;
}

/** What a passkey form is for: making one, showing one, or coming in with one. */
type Purpose = "create" | "get" | "login";

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) offer(form);

/** Makes a form run its ceremony before it is sent; where the browser knows no passkeys it stays hidden. */
function offer(form: HTMLFormElement): void {
  if (!("PublicKeyCredential" in window)) return;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void run(form);
  });
}

async function run(form: HTMLFormElement): Promise<void> {
  const fault = form.querySelector<HTMLElement>("[role=alert]");
  try {
    const credential = await ceremony(form.dataset["passkey"] as Purpose, form.action);
    form.querySelector<HTMLInputElement>("[name=credential]")!.value = JSON.stringify(credential);
    form.submit();
  } catch {
    if (fault === null) return;
    fault.textContent = word("The passkey was not used. Try again, or use another way.");
    fault.hidden = false;
  }
}

async function ceremony(purpose: Purpose, address: string): Promise<unknown> {
  if (purpose === "create") return made(created(given()));
  return shown(requested(purpose === "get" ? given() : await asked(address)));
}

/** The options that stand in the page. */
function given(): Options {
  const data = JSON.parse(document.getElementById("passkey-options")!.textContent ?? "") as Record<string, Options>;
  return (data["creation_options"] ?? data["request_options"])!;
}

/** The options of somebody who has not said who they are. */
async function asked(address: string): Promise<Options> {
  const answer = await fetch(address, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return ((await answer.json()) as { request_options: Options }).request_options;
}

/** Options for making a passkey: one that the device can find by itself, and that asks for its owner. */
function created({ publicKey }: Options): PublicKeyCredentialCreationOptions {
  const user = publicKey["user"] as { id: string };
  return {
    ...publicKey,
    challenge: bytes(publicKey["challenge"] as string),
    user: { ...user, id: bytes(user.id) },
    excludeCredentials: known(publicKey["excludeCredentials"]),
    authenticatorSelection: {
      ...(publicKey["authenticatorSelection"] as AuthenticatorSelectionCriteria | undefined),
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    },
  } as PublicKeyCredentialCreationOptions;
}

function requested({ publicKey }: Options): PublicKeyCredentialRequestOptions {
  return {
    ...publicKey,
    challenge: bytes(publicKey["challenge"] as string),
    allowCredentials: known(publicKey["allowCredentials"]),
  } as PublicKeyCredentialRequestOptions;
}

function known(listed: unknown): PublicKeyCredentialDescriptor[] {
  const given = (listed ?? []) as { id: string; type: "public-key"; transports?: AuthenticatorTransport[] | null }[];
  return given.map(({ id, type }) => ({ id: bytes(id), type }));
}

async function made(publicKey: PublicKeyCredentialCreationOptions): Promise<unknown> {
  const credential = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const response = credential.response as AuthenticatorAttestationResponse;
  return {
    ...common(credential),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      attestationObject: text(response.attestationObject),
      transports: response.getTransports(),
    },
  };
}

async function shown(publicKey: PublicKeyCredentialRequestOptions): Promise<unknown> {
  const credential = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  const response = credential.response as AuthenticatorAssertionResponse;
  return {
    ...common(credential),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: response.userHandle === null ? null : text(response.userHandle),
    },
  };
}

function common(credential: PublicKeyCredential): Record<string, unknown> {
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

/** Bytes out of base64url. */
function bytes(written: string): ArrayBuffer {
  const plain = atob(written.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0)).buffer;
}

/** Base64url of bytes, without padding. */
function text(buffer: ArrayBuffer): string {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
