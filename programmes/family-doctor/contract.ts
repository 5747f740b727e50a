// What crosses the wire of family-doctor contracts: packages, contracts with signature, the ledger, performed services, lists.
import { z } from 'zod';
import { route, type Day, type Fen, type Instant, type Page } from '#platform/contract.ts';
import type { HouseholdRelation, Sex } from '#foundation/registry/contract.ts';
import type { ChronicColour } from '#foundation/record/contract.ts';
import { contractStages, type ContractStage } from './rules/contract-stage.ts';
import { keyGroups, notedGroups, type KeyGroup, type NotedGroup } from './rules/key-group.ts';
import type { EntryKind, LedgerEntry, PayerSum } from './rules/ledger.ts';
import { payers, type Amounts, type Payer, type ServiceItem, type ServicePackage } from './rules/package.ts';
import type { ServiceProgress } from './rules/service-plan.ts';

export const permissions = {
  /** One person's contract, packages, services and messages. */
  read: 'family-doctor.contract.read',
  /** Draw up, sign at the desk, renew, end, change the doctor; payments and services by hand. */
  write: 'family-doctor.contract.write',
  /** The household's own signature, questions, bookings and ratings. */
  confirm: 'family-doctor.contract.confirm',
  followUp: 'family-doctor.follow-up.write',
  message: 'family-doctor.message.write',
  workbench: 'family-doctor.workbench.read',
  packages: 'family-doctor.package.read',
  editPackages: 'family-doctor.package.write',
  importContracts: 'family-doctor.contract.import',
  exportContracts: 'family-doctor.contract.export',
} as const;

const id = z.uuid();
const day = z.iso.date();
const fen = z.number().int().min(0).max(100_000_000);
const code = z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/);
const name = z.string().trim().min(1).max(60);

export const personParams = z.object({ personId: id });
export const contractParams = z.object({ personId: id, contractId: id });
export type PersonParams = z.infer<typeof personParams>;
export type ContractParams = z.infer<typeof contractParams>;

/** How the one who signs was identified. */
export const identifications = ['id-card', 'known-in-person', 'account', 'paper'] as const;
export type Identification = (typeof identifications)[number];
/** `paper`: taken over from a list; the paper lies elsewhere. */
export const signatureMethods = ['drawn', 'portal', 'paper'] as const;
export type SignatureMethod = (typeof signatureMethods)[number];
/** Evidence of a signature: what was signed by its hash, who, when, how identified, who stood by. */
export interface Signature {
  method: SignatureMethod;
  signerId: string;
  signerName: string;
  /** SHA-256 of the text, in hex. */
  textHash: string;
  identifiedBy: Identification;
  signedAt: Instant;
  /** Name of the account that took it; the resident's own where it was confirmed in the portal. */
  takenBy: string;
  /** Path data of an SVG in a box of 300 by 100, where it was drawn. */
  drawn?: string;
}

export interface ContractSummary {
  contractId: string;
  householdId: string;
  stage: ContractStage;
  teamId: string;
  teamName: string;
  doctorId: string;
  doctorName: string;
  fromOn: Day;
  toOn: Day;
  /** Renewing is possible from this day on. */
  renewableFromOn: Day;
  renews?: string;
  packages: { code: string; name: string; validFrom: Day; amounts: Amounts }[];
  endReason?: string;
  rating?: { stars: number; text?: string };
  simulated: boolean;
}
export interface ContractDetail extends ContractSummary {
  text: string;
  textHash: string;
  members: { personId: string; name: string; packages: string[] }[];
  signature?: Signature;
}

export interface PerformedService {
  serviceId: string;
  service: string;
  performedOn: Day;
  /** What it was counted from: a form or visit of the record, or an entry by hand. */
  source: 'form' | 'visit' | 'entry';
  evidence: string;
  byName?: string;
}
export interface DutyDoctor {
  staffId: string;
  name: string;
  role: string;
  phone?: string;
  /** Who stands in today. */
  substituteName?: string;
  awayUntilOn?: Day;
}
/** All of one person: the newest contract first, what it holds and what was done. */
export interface MemberReply {
  personId: string;
  name: string;
  sex: Sex;
  birthOn?: Day;
  phone?: string;
  villageName?: string;
  groups: KeyGroup[];
  noted: NotedGroup[];
  colour?: ChronicColour;
  /** The village's team, for a person without a contract. */
  team?: { teamId: string; name: string; phone?: string; doctors: DutyDoctor[] };
  contracts: ContractSummary[];
  /** Of the contract that counts today. */
  progress: ServiceProgress[];
  performed: PerformedService[];
  services: ServiceItem[];
  sums: PayerSum[];
  unread: number;
}

export const offerBody = z.strictObject({
  /** Made by the screen: sent twice, it is one offer. */
  contractId: id,
  teamId: id,
  doctorId: id,
  fromOn: day,
  /** The contract that it follows. */
  renews: id.optional(),
  members: z
    .array(z.strictObject({ personId: id, packages: z.array(code).min(1).max(12) }))
    .min(1)
    .max(20),
});
export type OfferBody = z.infer<typeof offerBody>;
export const signBody = z.strictObject({
  textHash: z.string().regex(/^[0-9a-f]{64}$/),
  signerId: id,
  identifiedBy: z.enum(['id-card', 'known-in-person', 'account']),
  drawn: z
    .string()
    .max(20_000)
    .regex(/^[\dMLml .,-]+$/)
    .optional(),
});
export type SignBody = z.infer<typeof signBody>;
export const declineBody = z.strictObject({ reason: z.string().trim().max(200).optional() });
export const endBody = z.strictObject({ reason: z.string().trim().min(2).max(200) });
export type EndBody = z.infer<typeof endBody>;
export const doctorBody = z.strictObject({ teamId: id, doctorId: id, reason: z.string().trim().min(2).max(200) });
export type DoctorBody = z.infer<typeof doctorBody>;
export const paymentBody = z.strictObject({
  entryId: id,
  package: code,
  payer: z.enum(payers),
  kind: z.enum(['paid', 'refund', 'correction']),
  amountFen: z.number().int().min(-100_000_000).max(100_000_000),
  note: z.string().trim().max(200).optional(),
});
export type PaymentBody = z.infer<typeof paymentBody>;
export const serviceBody = z.strictObject({
  serviceId: id,
  service: code,
  performedOn: day,
  evidence: z.string().trim().min(2).max(300),
});
export type ServiceBody = z.infer<typeof serviceBody>;
export const withdrawBody = z.strictObject({ reason: z.string().trim().min(2).max(200) });
export const serviceParams = z.object({ personId: id, serviceId: id });
export const notedBody = z.strictObject({ noted: z.array(z.enum(notedGroups)).max(notedGroups.length) });
export const ratingBody = z.strictObject({
  stars: z.number().int().min(1).max(5),
  text: z.string().trim().max(300).optional(),
});
export type RatingBody = z.infer<typeof ratingBody>;

/** What drawing up a contract needs: the household, its groups, packages in force with those that are proposed. */
export interface DraftReply {
  householdId: string;
  members: {
    personId: string;
    name: string;
    sex: Sex;
    birthOn?: Day;
    relation: HouseholdRelation;
    groups: KeyGroup[];
    proposed: string[];
    /** A contract of theirs that is still in force. */
    signedUntilOn?: Day;
  }[];
  packages: ServicePackage[];
  services: ServiceItem[];
  teams: { teamId: string; name: string; doctors: { staffId: string; name: string; role: string }[] }[];
  teamId?: string;
  doctorId?: string;
  fromOn: Day;
  /** Set where it renews. */
  renews?: string;
}

export const residentsQuery = z.object({
  team: id.optional(),
  village: id.optional(),
  doctor: id.optional(),
  text: z.string().trim().max(50).optional(),
  /** `any`: of some key group. */
  group: z.enum([...keyGroups, 'any']).optional(),
  colour: z.enum(['red', 'yellow', 'green']).optional(),
  /** `signed`: in force, whether to be renewed or not. */
  stage: z.enum([...contractStages, 'none', 'signed']).optional(),
  due: z.enum(['overdue']).optional(),
  sort: z.enum(['urgency', 'name', 'age', 'until']).optional(),
  page: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional(),
});
export type ResidentsQuery = z.infer<typeof residentsQuery>;
export interface ResidentRow {
  personId: string;
  name: string;
  sex: Sex;
  birthOn?: Day;
  phone?: string;
  villageId?: string;
  villageName: string;
  groups: KeyGroup[];
  colour?: ChronicColour;
  stage: ContractStage | 'none';
  toOn?: Day;
  doctorName?: string;
  packages: string[];
  /** The most urgent of what is due. */
  next?: ServiceProgress;
  overdue: number;
  simulated: boolean;
}
export interface ResidentsReply extends Page<ResidentRow> {
  total: number;
  counts: { signed: number; renewing: number; lapsed: number; none: number; key: number; overdue: number };
  villages: { villageId: string; name: string; at?: [lon: number, lat: number]; people: number; signed: number }[];
}
export interface MyTeam {
  teamId: string;
  name: string;
  organisationName: string;
  doctors: DutyDoctor[];
  villages: { villageId: string; name: string }[];
}

export const dayQuery = z.object({ on: day.optional() });
export interface PackagesReply {
  on: Day;
  packages: ServicePackage[];
  services: ServiceItem[];
}
export const packageBody = z.strictObject({
  code,
  name,
  group: z.enum(keyGroups).optional(),
  amounts: z.strictObject({ person: fen, fund: fen, 'public-health': fen }),
  items: z
    .array(z.strictObject({ service: code, timesAYear: z.number().int().min(1).max(366) }))
    .min(1)
    .max(40),
  validFrom: day,
  validTo: day.optional(),
});
export type PackageBody = z.infer<typeof packageBody>;
export const itemBody = z.strictObject({
  code,
  name,
  text: z.string().trim().min(2).max(200),
  countedBy: z.strictObject({
    forms: z.array(z.string().max(60)).max(10).optional(),
    visits: z.array(z.string().max(20)).max(10).optional(),
  }),
  validFrom: day,
  validTo: day.optional(),
});
export type ItemBody = z.infer<typeof itemBody>;
export const policyBody = z.strictObject({
  fromOn: day,
  windowDays: z.number().int().min(7).max(180),
  remindDays: z.array(z.number().int().min(0).max(180)).min(1).max(6),
});
export interface RenewalPolicy {
  windowDays: number;
  remindDays: readonly number[];
  /** Nobody has set it: the values are this system's own. */
  assumed: boolean;
}

export const importBody = z.strictObject({ contentBase64: z.string().max(14_000_000), dryRun: z.boolean() });
export type ImportBody = z.infer<typeof importBody>;
export interface ImportReply {
  dryRun: boolean;
  rows: number;
  created: number;
  existing: number;
  errors: { row: number; column: string; message: string }[];
}
export const ledgerQuery = z.object({ from: day.optional(), to: day.optional(), team: id.optional() });
export type LedgerQuery = z.infer<typeof ledgerQuery>;
/** Sums of the own organisations; nobody is named. */
export interface LedgerReply {
  sums: { payer: Payer; kind: EntryKind; count: number; amountFen: Fen }[];
  teams: { teamId: string; name: string; sums: PayerSum[] }[];
  simulated: boolean;
}

const person = '/api/people/:personId/family-doctor' as const;
const contract = `${person}/contracts/:contractId` as const;
export const contractRoutes = {
  member: route<{ params: PersonParams; reply: MemberReply }>('GET', person),
  draft: route<{ params: PersonParams; reply: DraftReply }>('GET', `${person}/draft`),
  offer: route<{ params: PersonParams; body: OfferBody; reply: ContractDetail }>('POST', `${person}/contracts`),
  contract: route<{ params: ContractParams; reply: ContractDetail }>('GET', contract),
  sign: route<{ params: ContractParams; body: SignBody; reply: ContractDetail }>('POST', `${contract}/signature`),
  decline: route<{ params: ContractParams; body: z.infer<typeof declineBody>; reply: ContractSummary }>(
    'POST',
    `${contract}/refusal`,
  ),
  end: route<{ params: ContractParams; body: EndBody; reply: ContractSummary }>('POST', `${contract}/end`),
  changeDoctor: route<{ params: ContractParams; body: DoctorBody; reply: ContractSummary }>(
    'POST',
    `${contract}/doctor`,
  ),
  ledger: route<{ params: ContractParams; reply: { entries: LedgerEntry[]; sums: PayerSum[] } }>(
    'GET',
    `${contract}/ledger`,
  ),
  pay: route<{ params: ContractParams; body: PaymentBody; reply: { entries: LedgerEntry[]; sums: PayerSum[] } }>(
    'POST',
    `${contract}/ledger`,
  ),
  rate: route<{ params: ContractParams; body: RatingBody; reply: ContractSummary }>('POST', `${contract}/rating`),
  enterService: route<{ params: PersonParams; body: ServiceBody; reply: MemberReply }>('POST', `${person}/services`),
  withdrawService: route<{
    params: { personId: string; serviceId: string };
    body: z.infer<typeof withdrawBody>;
    reply: MemberReply;
  }>('POST', `${person}/services/:serviceId/withdrawal`),
  note: route<{ params: PersonParams; body: z.infer<typeof notedBody>; reply: MemberReply }>(
    'POST',
    `${person}/groups`,
  ),
  teams: route<{ reply: { teams: MyTeam[] } }>('GET', '/api/family-doctor/teams'),
  residents: route<{ query: ResidentsQuery; reply: ResidentsReply }>('GET', '/api/family-doctor/residents'),
  packages: route<{ query: z.infer<typeof dayQuery>; reply: PackagesReply }>('GET', '/api/family-doctor/packages'),
  savePackage: route<{ body: PackageBody; reply: PackagesReply }>('POST', '/api/family-doctor/packages'),
  saveItem: route<{ body: ItemBody; reply: PackagesReply }>('POST', '/api/family-doctor/services'),
  policy: route<{ reply: RenewalPolicy }>('GET', '/api/family-doctor/renewal-policy'),
  setPolicy: route<{ body: z.infer<typeof policyBody>; reply: RenewalPolicy }>(
    'POST',
    '/api/family-doctor/renewal-policy',
  ),
  importContracts: route<{ body: ImportBody; reply: ImportReply }>('POST', '/api/family-doctor/contract-imports'),
  ledgerSums: route<{ query: LedgerQuery; reply: LedgerReply }>('GET', '/api/family-doctor/ledger'),
} as const;
/** The contract list as a sheet (format=csv|xlsx), and the empty one to fill. */
export const contractSheetPath = '/api/family-doctor/contracts-export';
/** My residents, and what is due for them, as sheets with the filters of the page. */
export const residentsSheetPath = '/api/family-doctor/residents-export';
export const dueSheetPath = '/api/family-doctor/due-export';
export const contractTemplatePath = '/api/family-doctor/contract-template';
