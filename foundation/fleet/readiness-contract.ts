// What crosses the wire of "fit to go": readiness by checklist, proofs, departures, equipment, stock, maintenance, crews.
import { z } from 'zod';
import { route, type Day, type Instant } from '#platform/contract.ts';
import type { FleetVehicle, VehicleKind } from './contract.ts';
import type { Finding } from './rules/readiness.ts';
import { readinessChecklist, type ReadinessChecklist } from './checklist-contract.ts';
import { crewRoles, type CrewRole } from './rules/crew-on.ts';

/** Live: `{ vehicleId }`, whenever something was proven, renewed, cleared or raised. */
export const readinessTopic = 'fleet.readiness';

const id = z.uuid();
const day = z.iso.date();
const words = (most: number) => z.string().trim().min(1).max(most);

export interface ProofShown {
  item: string;
  on: Day;
  at: Instant;
  passed: boolean;
  how: 'automatic' | 'manual';
  testedBy: string;
  /** What was seen: a note of the tester, or figures of the check. */
  note?: string;
}
export interface Departure {
  departureId: string;
  vehicleId: string;
  on: Day;
  clearedAt: Instant;
  clearedBy: string;
  /** Gone though not ready: who answers for it, and what was missing. */
  override?: { reason: string; secondPerson: string; missing: { item: string; reason: string }[] };
}
/** Moved off without clearance. */
export interface DepartureAlarm {
  on: Day;
  at: Instant;
}
export interface VehicleReadiness {
  vehicleId: string;
  plate: string;
  name: string;
  kind: VehicleKind;
  organisationId: string;
  organisationName: string;
  on: Day;
  ready: boolean;
  findings: Finding[];
  proofs: ProofShown[];
  departure?: Departure;
  alarm?: DepartureAlarm;
}
export interface ChecklistSource {
  source: string;
  version: string;
  assumed: string[];
  /** False where the county has put its own list in force. */
  usual: boolean;
  overrideReasonCharacters: number;
}
export interface ReadinessReply {
  on: Day;
  vehicles: VehicleReadiness[];
  checklist: ChecklistSource;
  simulated: boolean;
}

export interface Certificate {
  certificateId: string;
  /** `calibration` of a piece of equipment, or a document of the vehicle. */
  kind: CertificateKind;
  equipmentId?: string;
  number: string;
  issuer: string;
  validUntilOn: Day;
  addedAt: Instant;
  simulated: boolean;
}
export const certificateKinds = ['calibration', 'annual-inspection', 'vehicle-insurance'] as const;
export type CertificateKind = (typeof certificateKinds)[number];
export interface EquipmentItem {
  equipmentId: string;
  kind: string;
  name: string;
  serialNumber: string;
  inOrder: boolean;
  version: number;
  /** Newest first. */
  certificates: Certificate[];
}
export interface StockItem {
  stockId: string;
  itemCode: string;
  name: string;
  batch: string;
  expiresOn: Day;
  quantity: number;
  unit: string;
  version: number;
}
export const maintenanceKinds = [
  'service',
  'annual-inspection',
  'vehicle-insurance',
  'calibration',
  'repair',
  'out-of-service',
] as const;
export type MaintenanceKind = (typeof maintenanceKinds)[number];
export interface Maintenance {
  maintenanceId: string;
  vehicleId: string;
  kind: MaintenanceKind;
  fromOn: Day;
  toOn: Day;
  note: string;
  state: 'planned' | 'done' | 'cancelled';
  version: number;
}
export interface CrewEntry {
  entryId: string;
  role: CrewRole;
  name: string;
  staffId?: string;
  licenceClass?: string;
  licenceValidUntilOn?: Day;
  fromOn: Day;
  toOn?: Day;
  /** From the month plan rather than entered here. */
  planned: boolean;
}
export interface VehicleUpkeep {
  vehicle: FleetVehicle & { organisationName: string };
  equipment: EquipmentItem[];
  documents: Certificate[];
  stock: StockItem[];
  maintenance: Maintenance[];
  /** Entries that hold on the day or later. */
  crew: CrewEntry[];
  /** Who rides on the day. */
  riding: CrewEntry[];
  /** Staff of the vehicle's institution who can be chosen. */
  colleagues: { staffId: string; name: string; profession: string }[];
}
/** A day on which something of a vehicle falls due. */
export interface DueDate {
  vehicleId: string;
  vehicleName: string;
  plate: string;
  kind: MaintenanceKind;
  title: string;
  on: Day;
  overdue: boolean;
}
export interface MaintenanceCalendar {
  maintenance: (Maintenance & { vehicleName: string; plate: string })[];
  due: DueDate[];
}

export const dayQuery = z.object({ day: day.optional() });
export type DayQuery = z.infer<typeof dayQuery>;
export const spanQuery = z.object({ from: day, to: day });
export type SpanQuery = z.infer<typeof spanQuery>;
/** A manual proof says what was seen; an automatic one is made by the server alone. Ids are made by the sender. */
export const proofBody = z.strictObject({
  proofId: id,
  item: words(40),
  manual: z.strictObject({ passed: z.boolean(), note: words(400) }).optional(),
});
export type ProofBody = z.infer<typeof proofBody>;
export const departureBody = z.strictObject({ day });
export type DepartureBody = z.infer<typeof departureBody>;
export const overrideBody = z.strictObject({ day, reason: words(400), secondPerson: words(40) });
export type OverrideBody = z.infer<typeof overrideBody>;
export const equipmentBody = z.strictObject({
  equipmentId: id,
  kind: z.string().regex(/^[a-z0-9-]{2,40}$/),
  name: words(80),
  serialNumber: words(60),
  inOrder: z.boolean(),
});
export type EquipmentBody = z.infer<typeof equipmentBody>;
export const certificateBody = z.strictObject({
  certificateId: id,
  kind: z.enum(certificateKinds),
  equipmentId: id.optional(),
  number: words(60),
  issuer: words(80),
  validUntilOn: day,
});
export type CertificateBody = z.infer<typeof certificateBody>;
export const stockBody = z.strictObject({
  stockId: id,
  itemCode: words(40),
  name: words(80),
  batch: words(40),
  expiresOn: day,
  quantity: z.number().min(0).max(1_000_000),
  unit: words(12),
});
export type StockBody = z.infer<typeof stockBody>;
export const maintenanceBody = z.strictObject({
  maintenanceId: id,
  kind: z.enum(maintenanceKinds),
  fromOn: day,
  toOn: day,
  note: words(400),
});
export type MaintenanceBody = z.infer<typeof maintenanceBody>;
export const maintenanceStateBody = z.strictObject({ state: z.enum(['done', 'cancelled']) });
export type MaintenanceStateBody = z.infer<typeof maintenanceStateBody>;
export const crewBody = z.strictObject({
  entryId: id,
  role: z.enum(crewRoles),
  name: words(40),
  staffId: id.optional(),
  licenceClass: z.string().max(4).optional(),
  licenceValidUntilOn: day.optional(),
  fromOn: day,
  toOn: day.optional(),
});
export type CrewBody = z.infer<typeof crewBody>;

/** From a day ahead on: what a day was judged by stays. */
export const checklistBody = z.strictObject({ fromOn: day, checklist: readinessChecklist });
export type ChecklistBody = z.infer<typeof checklistBody>;
export interface ChecklistReply {
  checklist: ReadinessChecklist;
  /** False where the county has put its own list in force. */
  usual: boolean;
}

const vehicle = '/api/fleet/vehicles/:vehicle';
type OfVehicle = { vehicle: string };
export const readinessRoutes = {
  readiness: route<{ query: DayQuery; reply: ReadinessReply }>('GET', '/api/fleet/readiness'),
  prove: route<{ params: OfVehicle; body: ProofBody; reply: ProofShown }>('POST', `${vehicle}/proofs`),
  /** Refused with the list of what is missing; pressed again it is the same departure. */
  depart: route<{ params: OfVehicle; body: DepartureBody; reply: Departure }>('POST', `${vehicle}/departures`),
  override: route<{ params: OfVehicle; body: OverrideBody; reply: Departure }>(
    'POST',
    `${vehicle}/departure-overrides`,
  ),
  upkeep: route<{ params: OfVehicle; query: DayQuery; reply: VehicleUpkeep }>('GET', `${vehicle}/upkeep`),
  saveEquipment: route<{ params: OfVehicle; body: EquipmentBody; reply: { version: number } }>(
    'PUT',
    `${vehicle}/equipment`,
  ),
  addCertificate: route<{ params: OfVehicle; body: CertificateBody; reply: { certificateId: string } }>(
    'POST',
    `${vehicle}/certificates`,
  ),
  saveStock: route<{ params: OfVehicle; body: StockBody; reply: { version: number } }>('PUT', `${vehicle}/stock`),
  planMaintenance: route<{ params: OfVehicle; body: MaintenanceBody; reply: { version: number } }>(
    'POST',
    `${vehicle}/maintenance`,
  ),
  endMaintenance: route<{
    params: OfVehicle & { maintenance: string };
    body: MaintenanceStateBody;
    reply: { version: number };
  }>('PUT', `${vehicle}/maintenance/:maintenance`),
  assignCrew: route<{ params: OfVehicle; body: CrewBody; reply: { entryId: string } }>('POST', `${vehicle}/crew`),
  endCrew: route<{ params: OfVehicle & { entry: string }; reply: { entryId: string } }>(
    'DELETE',
    `${vehicle}/crew/:entry`,
  ),
  checklist: route<{ reply: ChecklistReply }>('GET', '/api/fleet/readiness-checklist'),
  setChecklist: route<{ body: ChecklistBody; reply: { fromOn: Day } }>('POST', '/api/fleet/readiness-checklist'),
  calendar: route<{ query: SpanQuery; reply: MaintenanceCalendar }>('GET', '/api/fleet/maintenance-calendar'),
} as const;
