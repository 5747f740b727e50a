// Seals ID numbers and phones inside a person's stored text, and opens or masks them at the edge.
import type { FieldCipher } from '#platform/kernel/crypto/field-cipher.ts';
import type { View } from '#platform/kernel/access/roles.ts';
import { isPhone, isSecretIdentifier, maskName, maskSecret, personTypes } from '../rules/person-secrets.ts';
import type { IdentifierLike, SecretKind } from '../rules/person-secrets.ts';

type Json = Record<string, unknown>;
const mark = 'sealed:';
const sealedText = /"sealed:(id|phone):(v1\.[A-Za-z0-9+/=]+)"/g;

/** A client may not send what looks sealed. */
export const looksSealed = (text: string): boolean => text.includes(`"${mark}`);

function sealValue<Item extends { value?: string }>(cipher: FieldCipher, kind: SecretKind, item: Item): Item {
  return item.value === undefined ? item : { ...item, value: `${mark}${kind}:${cipher.encrypt(item.value)}` };
}

/** The resource as it is stored; the given one is left as it is. */
export function seal(cipher: FieldCipher, resource: Json): Json {
  if (!personTypes.has(resource.resourceType as string)) return resource;
  const sealed = { ...resource };
  if (Array.isArray(sealed.identifier)) {
    sealed.identifier = (sealed.identifier as (IdentifierLike & Json)[]).map((one) =>
      isSecretIdentifier(one) ? sealValue(cipher, 'id', one) : one,
    );
  }
  const sealPhones = (holder: Json): Json =>
    Array.isArray(holder.telecom)
      ? {
          ...holder,
          telecom: (holder.telecom as ({ system?: string; value?: string } & Json)[]).map((one) =>
            isPhone(one.system) ? sealValue(cipher, 'phone', one) : one,
          ),
        }
      : holder;
  if (Array.isArray(sealed.contact)) sealed.contact = (sealed.contact as Json[]).map(sealPhones);
  return sealPhones(sealed);
}

/** The stored text with everything open. */
export function unseal(cipher: FieldCipher, content: string): string {
  if (!looksSealed(content)) return content;
  return content.replaceAll(sealedText, (_, __, text: string) => JSON.stringify(cipher.decrypt(text)));
}

/** The stored text for readers of whole persons, where it is kept again: card numbers and phones only shortened. */
export function shortenSecrets(cipher: FieldCipher, content: string): string {
  if (!looksSealed(content)) return content;
  return content.replaceAll(sealedText, (_, __, text: string) => JSON.stringify(maskSecret(cipher.decrypt(text))));
}

function maskNames(names: unknown): unknown {
  if (!Array.isArray(names)) return names;
  return (names as { text?: string; family?: string; given?: string[]; use?: string }[]).map((name) => {
    const whole = name.text ?? [name.family, ...(name.given ?? [])].filter(Boolean).join(' ');
    return { use: name.use, text: maskName(whole) };
  });
}

function maskAddresses(addresses: unknown): unknown {
  if (!Array.isArray(addresses)) return addresses;
  return (addresses as Json[]).map(({ use, city, district, state, country }) => ({
    use,
    city,
    district,
    state,
    country,
  }));
}

/** Names beside references, narratives and free notes of any resource. */
function maskTexts(value: unknown): void {
  if (Array.isArray(value)) return value.forEach(maskTexts);
  if (typeof value !== 'object' || value === null) return;
  const object = value as Json;
  if (typeof object.display === 'string' && (object.reference !== undefined || object.identifier !== undefined)) {
    object.display = maskName(object.display);
  }
  for (const key in object) if (typeof object[key] === 'object') maskTexts(object[key]);
}

/** How a reader with a masked view sees a resource: no whole names, numbers, phones, streets or free texts. */
function mask(cipher: FieldCipher, content: string): string {
  const resource = JSON.parse(unseal(cipher, content)) as Json;
  delete resource.text;
  delete resource.note;
  maskTexts(resource);
  if (personTypes.has(resource.resourceType as string)) maskPerson(resource);
  return JSON.stringify(resource);
}

function maskPerson(resource: Json): void {
  resource.name = maskNames(resource.name);
  resource.address = maskAddresses(resource.address);
  delete resource.photo;
  delete resource.contact;
  delete resource.extension;
  if (Array.isArray(resource.identifier)) {
    resource.identifier = (resource.identifier as (IdentifierLike & Json)[]).map((one) =>
      one.value === undefined ? one : { ...one, value: maskSecret(one.value) },
    );
  }
  if (Array.isArray(resource.telecom)) {
    resource.telecom = (resource.telecom as Json[]).map((one) =>
      typeof one.value === 'string' ? { ...one, value: maskSecret(one.value) } : one,
    );
  }
  for (const key in resource) if (resource[key] === undefined) delete resource[key];
}

export const showText = (cipher: FieldCipher, view: View, content: string): string =>
  view === 'full' ? unseal(cipher, content) : mask(cipher, content);
