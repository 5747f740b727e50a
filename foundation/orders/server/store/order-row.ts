// How an order stands in its row.
import type { Urgency } from '../../rules/order-kind.ts';
import type { Order } from '../ports.ts';

/** Most urgent first; the row holds the place. */
export const urgencyOrder: readonly Urgency[] = ['stat', 'asap', 'urgent', 'routine'];

export const orderColumns = [
  'patient_id',
  'order_id',
  'kind',
  'state',
  'version',
  'urgency',
  'payload',
  'result',
  'requested_by',
  'requester_name',
  'requester_id',
  'performer_id',
  'assignee_id',
  'assignee_name',
  'placed_at',
  'moved_at',
  'ended_at',
  'due_clock',
  'due_at',
  'series_id',
] as const;
export const columnsOf = (alias: string): string => orderColumns.map((column) => `${alias}.${column}`).join(', ');

export interface OrderRowOfStore {
  patient_id: string;
  order_id: string;
  kind: string;
  state: string;
  version: number;
  urgency: number;
  payload: Record<string, unknown>;
  result: Record<string, unknown> | null;
  requested_by: string;
  requester_name: string;
  requester_id: string;
  performer_id: string;
  assignee_id: string | null;
  assignee_name: string | null;
  placed_at: Date;
  moved_at: Date;
  ended_at: Date | null;
  due_clock: string | null;
  due_at: Date | null;
  series_id: string | null;
}

export interface StoredOrder extends Order {
  dueClock?: string;
  dueAt?: Date;
}

export const toOrder = (row: OrderRowOfStore): StoredOrder => ({
  personId: row.patient_id,
  orderId: row.order_id,
  kind: row.kind,
  state: row.state,
  version: row.version,
  urgency: urgencyOrder[row.urgency]!,
  payload: row.payload,
  ...(row.result && { result: row.result }),
  requestedBy: row.requested_by,
  requesterName: row.requester_name,
  requesterId: row.requester_id,
  performerId: row.performer_id,
  ...(row.assignee_id && { assigneeId: row.assignee_id }),
  ...(row.assignee_name && { assigneeName: row.assignee_name }),
  placedAt: row.placed_at,
  movedAt: row.moved_at,
  ...(row.ended_at && { endedAt: row.ended_at }),
  ...(row.due_clock && { dueClock: row.due_clock }),
  ...(row.due_at && { dueAt: row.due_at }),
  ...(row.series_id && { seriesId: row.series_id }),
});
