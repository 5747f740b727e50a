// One kind of order, told in one definition: what is asked, which states it passes, who may do what, which clocks run, what is said.
import type { LocalText } from '#foundation/knowledge/rules/content.ts';
import type { Role } from '#platform/kernel/access/roles.ts';
import type { Fields } from './fields.ts';

/** FHIR R4 Task.status. */
export type TaskStatus =
  | 'requested'
  | 'received'
  | 'accepted'
  | 'rejected'
  | 'ready'
  | 'in-progress'
  | 'on-hold'
  | 'cancelled'
  | 'failed'
  | 'completed';

/**
 * Who may do something: staff of the organisation that asked, the person concerned or a proxy, staff of the
 * performing organisation, the one who took the order, or no human (a clock, another context).
 */
export type Who = 'requester' | 'person' | 'performer' | 'assignee' | 'system';

export interface State {
  label: LocalText;
  /** The same for the person concerned, in plain words. */
  plain: LocalText;
  task: TaskStatus;
  /** Nothing follows. */
  final?: boolean;
}

export interface Notice {
  to: 'requester' | 'person' | 'performer' | 'assignee';
  /** Key of the kind's `messages`. */
  message: string;
  urgent?: boolean;
}

export interface Transition {
  from: readonly string[];
  to: string;
  /** The verb on its button. */
  label: LocalText;
  /** What history and whoever came too late read; `{{name}}` is who did it. */
  told: LocalText;
  by: readonly Who[];
  /** What staff must hold besides: one of the kind's `permissions`. */
  permission?: string;
  /** Who holds the order afterwards: the doer, nobody (back to the pool), a chosen colleague; unchanged without. */
  assigns?: 'doer' | 'nobody' | 'chosen';
  /** What the doer fills in. */
  form?: Fields;
  /** The form is the order's result. */
  result?: true;
  /** The form replaces the payload; its fields are the payload's own. */
  corrects?: true;
  /** Another organisation performs from here on: a field of the form names it. */
  passesTo?: string;
  notices?: readonly Notice[];
  /** Can't be undone: asked about before. */
  confirm?: true;
}

export interface ClockStep {
  afterMinutes: number;
  /** Tells somebody ... */
  notice?: Notice;
  /** ... or moves the order on; `by` of that transition holds `system`. */
  transition?: string;
}
/** Runs from the state that starts it (again at each entry) until one that ends it, or any final one. */
export interface Clock {
  label: LocalText;
  startsIn: readonly string[];
  endsIn: readonly string[];
  steps: readonly ClockStep[];
  /** A number of minutes in the payload by which each step comes later: how long the work takes. */
  longerBy?: string;
}

/** Which organisation performs: a field of the payload, the nearest of a kind, the person's team, the asker's own, or the kind's own rule. */
export type Performer =
  | { by: 'field'; field: string }
  | { by: 'nearest'; organisationKinds: readonly string[] }
  | { by: 'team' }
  | { by: 'own' }
  | { by: 'rule' };

export interface OrderKind {
  /** Kebab case, unique in the county, never renamed: `drug-delivery`. */
  kind: string;
  title: LocalText;
  /** The verb on the button of the page of a person. */
  verb: LocalText;
  /** `context.noun.verb` -> roles. Every permission that the definition names stands here, and nowhere else. */
  permissions: Readonly<Record<string, readonly Role[]>>;
  /** Staff who hold `permission`, and the person where told: on the general form, or on a page of the kind's own context. */
  place: { permission?: string; person?: true | 'own-page'; notices?: readonly Notice[] };
  payload: Fields;
  /** Field of the payload that stands in lists beside the title. */
  headline?: string;
  performer: Performer;
  initial: string;
  states: Readonly<Record<string, State>>;
  transitions: Readonly<Record<string, Transition>>;
  clocks?: Readonly<Record<string, Clock>>;
  /** Texts; `{{by}}` (who did it) and `{{place}}` (the performing organisation) are filled in. */
  messages: Readonly<Record<string, { title: LocalText; text: LocalText }>>;
  /** At most one open order: of this kind for a person, or for a person and these fields of the payload. */
  unique?: 'one-open-per-person' | readonly string[];
  /** How long the performing organisation may see the person's record, from each step that it takes. */
  careRelationDays: number;
  rating?: { by: readonly ('requester' | 'person')[]; in: readonly string[] };
  /** May be opened again and again by a series. */
  repeat?: true;
  /** ServiceRequest.code beside our own. */
  code?: { system: string; code: string; display: string };
}

/** Keeps a definition's own names as types; the check runs when it is registered. */
export const defineOrderKind = (kind: OrderKind): OrderKind => kind;

export const urgencies = ['routine', 'urgent', 'asap', 'stat'] as const;
/** FHIR R4 RequestPriority. */
export type Urgency = (typeof urgencies)[number];
