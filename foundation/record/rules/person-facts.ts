// What the registry of people takes from a Patient, and what a Patient shows of a registered person.
import { healthCardSystem, idCardSystem } from './person-secrets.ts';

type Json = Record<string, unknown>;

/** Extension of Patient.address: the 12-digit division code of the village (GB/T 10114). */
const villageExtension = 'urn:tianmu:fhir:village-code';
export const simulatedTag = { system: 'urn:tianmu:fhir:tag', code: 'simulated' };

interface Name {
  use?: string;
  text?: string;
  family?: string;
  given?: string[];
}
interface Address {
  text?: string;
  line?: string[];
  city?: string;
  district?: string;
  state?: string;
  extension?: { url: string; valueString?: string; valueCode?: string }[];
}
interface PatientLike {
  meta?: { tag?: { code?: string }[] };
  name?: Name[];
  gender?: string;
  birthDate?: string;
  deceasedDateTime?: string;
  identifier?: { system?: string; value?: string }[];
  telecom?: { system?: string; use?: string; value?: string }[];
  address?: Address[];
}

const han = /\p{Script=Han}/u;
/** `text` is authoritative; Chinese family and given names stand together, others with a blank between. */
function wholeName(names: readonly Name[] | undefined): string | undefined {
  const name = names?.find((one) => one.use === 'official') ?? names?.[0];
  if (!name) return undefined;
  if (name.text) return name.text;
  const { family = '', given = [] } = name;
  return (han.test(family) ? [family, ...given].join('') : [...given, family].join(' ')).trim() || undefined;
}

function wholeAddress(address: Address | undefined): string | undefined {
  if (!address) return undefined;
  const { text, line, city, district, state } = address;
  return text ?? ([...(line ?? []), district, city, state].filter(Boolean).join(', ') || undefined);
}

export function villageCodeOf(resource: object): string | undefined {
  const extensions = ((resource as PatientLike).address ?? []).flatMap((address) => address.extension ?? []);
  const found = extensions.find((extension) => extension.url === villageExtension);
  return found?.valueString ?? found?.valueCode;
}

const fullDay = (date: string | undefined): string | undefined =>
  date !== undefined && date.length >= 10 ? date.slice(0, 10) : undefined;
const sexes = ['male', 'female', 'other'] as const;

export interface PersonFacts {
  name?: string;
  sex: 'male' | 'female' | 'other' | 'unknown';
  birthOn?: string;
  idNumber?: string;
  healthCard?: string;
  phone?: string;
  address?: string;
  villageCode?: string;
  deceasedOn?: string;
  simulated: boolean;
}

export function personFacts(resource: object): PersonFacts {
  const patient = resource as PatientLike;
  const phones = patient.telecom?.filter((one) => one.system === 'phone' && one.value !== undefined) ?? [];
  return {
    name: wholeName(patient.name),
    sex: sexes.find((sex) => sex === patient.gender) ?? 'unknown',
    birthOn: fullDay(patient.birthDate),
    idNumber: patient.identifier?.find((one) => one.system === idCardSystem)?.value,
    healthCard: patient.identifier?.find((one) => one.system === healthCardSystem)?.value,
    phone: (phones.find((one) => one.use === 'mobile') ?? phones[0])?.value,
    address: wholeAddress(patient.address?.[0]),
    villageCode: villageCodeOf(resource),
    deceasedOn: fullDay(patient.deceasedDateTime),
    simulated: isSimulated(resource),
  };
}

export function isSimulated(resource: object): boolean {
  return (resource as PatientLike).meta?.tag?.some((tag) => tag.code === simulatedTag.code) ?? false;
}

/** Text of the first address with the code of the village, for the projection of a registered person. */
export function addressOf(person: { address?: string; villageCode?: string }): Json[] | undefined {
  if (!person.address && !person.villageCode) return undefined;
  return [
    {
      ...(person.address ? { text: person.address } : {}),
      ...(person.villageCode ? { extension: [{ url: villageExtension, valueString: person.villageCode }] } : {}),
    },
  ];
}
