// Parameters of a message that open something are sealed at rest, and opened when it is rendered for its recipient.
import type { MessageParameters } from '#platform/contract.ts';
import type { FieldCipher } from '#platform/kernel/crypto/field-cipher.ts';

const mark = 'sealed:';

export const sealParameters = (
  cipher: FieldCipher,
  parameters: Readonly<Record<string, string>>,
): Record<string, string> =>
  Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, mark + cipher.encrypt(value)]));

export const openParameters = (cipher: FieldCipher, parameters: MessageParameters): MessageParameters =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      typeof value === 'string' && value.startsWith(mark) ? cipher.decrypt(value.slice(mark.length)) : value,
    ]),
  );
