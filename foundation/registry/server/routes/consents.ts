// Binds consents: what a person allows organisations outside of their care.
import { endpoint, type Endpoint } from '#platform/kernel/http/endpoint.ts';
import { consentBody, consentRoutes, ofConsent, ofPerson } from '../../consent-contract.ts';
import type { Parts } from '../parts.ts';
import { consentPermission, endConsent, giveConsent, listConsents } from '../use-cases/consents.ts';

const person = ({ params }: { params: { personId: string } }) => params.personId;

export const consentEndpoints = (parts: Parts): Endpoint[] => [
  endpoint(
    consentRoutes.list,
    {
      permission: 'registry.consent.read',
      person,
      params: ofPerson,
      summary: 'Which organisations a person allowed to see or treat',
    },
    ({ actor, params, now }) => listConsents(parts, actor, params.personId, now),
  ),
  endpoint(
    consentRoutes.give,
    {
      permission: consentPermission,
      person,
      params: ofPerson,
      body: consentBody,
      summary: 'Allow an organisation to see or treat until a day',
    },
    ({ actor, params, body, now }) => giveConsent(parts, actor, params.personId, body, now),
  ),
  endpoint(
    consentRoutes.end,
    { permission: consentPermission, person, params: ofConsent, summary: 'Take a consent back' },
    ({ actor, params, now }) => endConsent(parts, actor, params.personId, params.consentId, now),
  ),
];
