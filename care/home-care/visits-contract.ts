// What crosses the wire of visits on order: lists of nurses and desks, one visit with its money, alarms, complaints.
import { z } from 'zod';
import { route, type Day, type Fen, type Instant } from '#platform/contract.ts';
import type { ChargeSheet } from '#foundation/billing/contract.ts';
import type { CatalogueItem } from './rules/catalogue-item.ts';
import type { Hindrance } from './rules/qualification.ts';

/** Live topic: an alarm was raised or acknowledged, an order moved; `{}`. */
export const homeCareTopic = 'home-care.board';

export interface VisitRow {
  orderId: string;
  personId: string;
  kind: string;
  state: string;
  itemName: string;
  itemCode?: string;
  personName: string;
  sex: string;
  birthOn?: Day;
  villageName: string;
  townshipName: string;
  wantedAt: Instant;
  minutes: number;
  placedAt: Instant;
  movedAt: Instant;
  organisationName: string;
  nurseName?: string;
  /** From where the reader stands, or from the institution, straight. */
  distanceMetres?: number;
  position?: { lon: number; lat: number; exact: boolean };
  /** Why the reader may not take it. */
  hindrance?: Hindrance;
  arrivedAt?: Instant;
  finishedAt?: Instant;
  simulated: boolean;
}
export interface Alarm {
  alarmId: string;
  orderId: string;
  personId: string;
  kind: 'safety' | 'overdue';
  raisedByName: string;
  raisedAt: Instant;
  /** Where: village and position. */
  villageName: string;
  position?: { lon: number; lat: number };
  /** Between the position and the place of the visit. */
  metresAway?: number;
  address?: string;
  /** Of the person who is visited. */
  phone?: string;
  nurseName?: string;
  itemName: string;
  acknowledgedByName?: string;
  acknowledgedAt?: Instant;
}
export interface Complaint {
  complaintId: string;
  orderId: string;
  personId: string;
  itemName: string;
  said: string;
  madeByName: string;
  madeAt: Instant;
  answer?: string;
  answeredByName?: string;
  answeredAt?: Instant;
}
export interface VisitSheet {
  visit: VisitRow;
  /** As it stood when the order was placed. */
  item?: CatalogueItem;
  charge?: ChargeSheet;
  /** What would come back if it were cancelled now. */
  refundNowFen?: Fen;
  /** How people pay here; `none`: at the institution. */
  payment: 'none' | 'sandbox' | 'connected';
  complaints: Complaint[];
  arrival?: { at: Instant; metres?: number; reason?: string };
}

const id = z.uuid();
export const positionBody = z.strictObject({ lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) });
export const visitParams = z.object({ personId: id, orderId: id });
export const complaintParams = visitParams.extend({ complaintId: id });
export const alarmParams = visitParams.extend({ alarmId: id });
export const workQuery = z.object({ lon: z.coerce.number().optional(), lat: z.coerce.number().optional() });
export type WorkQuery = { lon?: number; lat?: number };
export const deskQuery = z.object({
  state: z.string().max(40).optional(),
  kind: z.string().max(40).optional(),
  text: z.string().trim().max(40).optional(),
  /** Also those that ended. */
  ended: z.enum(['yes']).optional(),
});
export type DeskQuery = z.infer<typeof deskQuery>;
export const paymentBody = z.strictObject({ paymentId: id, amountFen: z.number().int().min(1) });
export type PaymentBody = z.infer<typeof paymentBody>;
export const alarmBody = z.strictObject({ alarmId: id, position: positionBody.optional() });
export type AlarmBody = z.infer<typeof alarmBody>;
export const complaintBody = z.strictObject({ complaintId: id, said: z.string().trim().min(2).max(1_000) });
export type ComplaintBody = z.infer<typeof complaintBody>;
export const answerBody = z.strictObject({ answer: z.string().trim().min(2).max(1_000) });
export type AnswerBody = z.infer<typeof answerBody>;

type OfPerson = { personId: string };
type OfVisit = OfPerson & { orderId: string };
const visit = '/api/people/:personId/home-visits/:orderId';
export interface ServiceOffers {
  items: CatalogueItem[];
  /** Empty where no institution looks after the person's village. */
  organisationName: string;
  personName: string;
  address?: string;
}

export const visitRoutes = {
  /** What the reader may take, and what the reader has taken. */
  work: route<{ query: WorkQuery; reply: { open: VisitRow[]; mine: VisitRow[] } }>('GET', '/api/home-care/work'),
  desk: route<{ query: DeskQuery; reply: { visits: VisitRow[]; counts: Record<string, number> } }>(
    'GET',
    '/api/home-care/desk',
  ),
  alarms: route<{ reply: { alarms: Alarm[] } }>('GET', '/api/home-care/alarms'),
  complaints: route<{ reply: { complaints: Complaint[] } }>('GET', '/api/home-care/complaints'),
  /** What may be ordered for this person: the catalogue of the institution that looks after the village. */
  offers: route<{ params: OfPerson; reply: ServiceOffers }>('GET', '/api/people/:personId/home-service-offers'),
  ofPerson: route<{ params: OfPerson; reply: { visits: VisitRow[] } }>('GET', '/api/people/:personId/home-visits'),
  read: route<{ params: OfVisit; reply: VisitSheet }>('GET', visit),
  pay: route<{ params: OfVisit; body: PaymentBody; reply: VisitSheet }>('POST', `${visit}/payments`),
  complain: route<{ params: OfVisit; body: ComplaintBody; reply: VisitSheet }>('POST', `${visit}/complaints`),
  answer: route<{ params: OfVisit & { complaintId: string }; body: AnswerBody; reply: VisitSheet }>(
    'POST',
    `${visit}/complaints/:complaintId/answer`,
  ),
  raiseAlarm: route<{ params: OfVisit; body: AlarmBody; reply: { alarmId: string } }>('POST', `${visit}/alarms`),
  acknowledge: route<{ params: OfVisit & { alarmId: string }; reply: { alarms: Alarm[] } }>(
    'POST',
    `${visit}/alarms/:alarmId/acknowledgement`,
  ),
} as const;
