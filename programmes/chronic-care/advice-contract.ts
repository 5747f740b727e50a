// CDS Hooks as other systems speak it (HL7 CDS Hooks 2.0, cds-hooks.hl7.org/2.0): what a service is asked, and the cards it answers with.
import { z } from 'zod';

export const advicePermission = 'chronic-care.advice.read';
export const cdsServicesPath = '/cds-services';

export const hooks = ['patient-view', 'order-sign'] as const;
export type Hook = (typeof hooks)[number];

export interface CdsService {
  hook: Hook;
  id: string;
  title: string;
  description: string;
  /** FHIR queries that a client may answer beforehand, with `{{context.patientId}}` in them. */
  prefetch?: Record<string, string>;
  usageRequirements?: string;
}
export interface Discovery {
  services: CdsService[];
}

const resource = z.looseObject({ resourceType: z.string() });
const context = z.looseObject({
  userId: z.string().optional(),
  /** `Patient/<id>` is taken as well as the bare id that the specification asks for. */
  patientId: z.string().transform((text) => text.replace(/^Patient\//, '')),
  encounterId: z.string().optional(),
  /** order-sign: the orders about to be signed. */
  draftOrders: z
    .looseObject({ entry: z.array(z.looseObject({ resource: resource.optional() })).optional() })
    .optional(),
});
export const hookRequest = z.looseObject({
  hook: z.enum(hooks),
  hookInstance: z.uuid(),
  fhirServer: z.string().optional(),
  context,
  prefetch: z.record(z.string(), z.unknown()).optional(),
});
export type HookRequest = z.infer<typeof hookRequest>;

/** Shape of a reply, strict: a test holds every answer against it. */
const action = z
  .strictObject({
    type: z.enum(['create', 'update', 'delete']),
    description: z.string().min(1),
    resource: resource.optional(),
    resourceId: z.string().optional(),
  })
  .refine(({ type, resource: made }) => type === 'delete' || made !== undefined, 'create and update carry a resource');
const suggestion = z.strictObject({
  label: z.string().min(1),
  uuid: z.uuid().optional(),
  isRecommended: z.boolean().optional(),
  actions: z.array(action).optional(),
});
const card = z
  .strictObject({
    uuid: z.uuid().optional(),
    summary: z
      .string()
      .min(1)
      .refine((text) => text.length < 140, 'under 140 characters'),
    detail: z.string().optional(),
    indicator: z.enum(['info', 'warning', 'critical']),
    source: z.strictObject({
      label: z.string().min(1),
      url: z.url().optional(),
      topic: z
        .strictObject({ code: z.string(), system: z.string().optional(), display: z.string().optional() })
        .optional(),
    }),
    suggestions: z.array(suggestion).optional(),
    selectionBehavior: z.enum(['at-most-one', 'any']).optional(),
    overrideReasons: z
      .array(z.strictObject({ code: z.string(), system: z.string().optional(), display: z.string() }))
      .optional(),
    links: z.array(z.strictObject({ label: z.string(), url: z.url(), type: z.enum(['absolute', 'smart']) })).optional(),
  })
  .refine(
    ({ suggestions, selectionBehavior }) => !suggestions?.length || selectionBehavior !== undefined,
    'suggestions need a selectionBehavior',
  );
export const hookReply = z.strictObject({ cards: z.array(card) });
export type Card = z.infer<typeof card>;
export type HookReply = z.infer<typeof hookReply>;
