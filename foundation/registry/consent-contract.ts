// What crosses the wire of consents: which organisation outside of a person's care may see or treat, and until when.
import { z } from 'zod';
import { route, type Day } from '#platform/contract.ts';

const id = z.uuid();
export const consentScopes = ['see', 'treat'] as const;
export type ConsentScope = (typeof consentScopes)[number];
export const consentPurposes = ['treatment', 'second-opinion', 'check-up', 'other'] as const;
export type ConsentPurpose = (typeof consentPurposes)[number];

export interface RecordConsent {
  consentId: string;
  personId: string;
  organisationId: string;
  organisationName: string;
  purpose: ConsentPurpose;
  scope: ConsentScope;
  fromOn: Day;
  /** Last day. */
  toOn: Day;
}
/** The id is made by the screen: sent twice, it is given once. */
export const consentBody = z.strictObject({
  consentId: id,
  organisationId: id,
  purpose: z.enum(consentPurposes),
  scope: z.enum(consentScopes),
  toOn: z.iso.date(),
});
export type ConsentBody = z.infer<typeof consentBody>;
export const ofPerson = z.object({ personId: id });
export const ofConsent = z.object({ personId: id, consentId: id });

export const consentRoutes = {
  list: route<{ params: z.infer<typeof ofPerson>; reply: { consents: RecordConsent[] } }>(
    'GET',
    '/api/people/:personId/consents',
  ),
  give: route<{ params: z.infer<typeof ofPerson>; body: ConsentBody; reply: RecordConsent }>(
    'POST',
    '/api/people/:personId/consents',
  ),
  end: route<{ params: z.infer<typeof ofConsent>; reply: { ended: true } }>(
    'DELETE',
    '/api/people/:personId/consents/:consentId',
  ),
};
