// Binds the routes of the knowledge base.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import { clinicalRoles, type Role } from '#platform/kernel/access/roles.ts';
import { endpoint, type Endpoint } from '#platform/kernel/http/endpoint.ts';
import { contentParams, knowledgeRoutes } from '../contract.ts';
import { questionnaireOf } from '../rules/fhir/questionnaire.ts';
import type { Library } from './content/load-library.ts';
import { contentUnknown } from './problems.ts';
import { findVersion, inForce, sheetOf, summaries } from './use-cases/read-contents.ts';

/** Content holds no person's data: whoever works with it may read it. */
const readers: readonly Role[] = [
  ...clinicalRoles,
  'bureau',
  'township-admin',
  'dispatcher',
  'auditor',
  'system-admin',
  'integrator',
];
export const permissions = { 'knowledge.content.read': readers } as const;
const read = { permission: 'knowledge.content.read', person: 'none' } as const;

const known = <Value, Reply>(value: Value | undefined, reply: (value: Value) => Reply): Result<Reply> =>
  value === undefined ? fail(contentUnknown) : succeed(reply(value));

export const endpointsOf = (library: Library): Endpoint[] => [
  endpoint(
    knowledgeRoutes.contents,
    { ...read, summary: 'Everything in the knowledge base with version, source, status and reviews' },
    async () => succeed({ contents: summaries(library) }),
  ),
  endpoint(
    knowledgeRoutes.forms,
    { ...read, summary: 'Forms in force, whole; a device keeps them for work without a network' },
    async ({ now }) => succeed({ forms: inForce(library.forms, dayOf(now)) }),
  ),
  endpoint(
    knowledgeRoutes.form,
    { ...read, params: contentParams, summary: 'One version of a form' },
    async ({ params }) => known(findVersion(library.forms, params), sheetOf),
  ),
  endpoint(
    knowledgeRoutes.questionnaire,
    { ...read, params: contentParams, summary: 'One version of a form as FHIR R4 Questionnaire' },
    async ({ params }) => known(findVersion(library.forms, params), ({ content }) => questionnaireOf(content)),
  ),
  endpoint(
    knowledgeRoutes.instruments,
    { ...read, summary: 'Instruments and decision tables in force, whole' },
    async ({ now }) => succeed({ instruments: inForce(library.instruments, dayOf(now)) }),
  ),
  endpoint(
    knowledgeRoutes.instrument,
    { ...read, params: contentParams, summary: 'One version of an instrument with its worked examples and reviews' },
    async ({ params }) =>
      known(findVersion(library.instruments, params), (one) => ({ ...sheetOf(one), combinations: one.combinations })),
  ),
  endpoint(
    knowledgeRoutes.interactions,
    { ...read, summary: 'Interaction rules in force with their worked examples' },
    async ({ now }) => {
      const [rules] = inForce(library.interactions, dayOf(now));
      return known(rules && findVersion(library.interactions, rules), sheetOf);
    },
  ),
  endpoint(
    knowledgeRoutes.medicines,
    { ...read, summary: 'Medicines of the chronic-disease list in force' },
    async ({ now }) => {
      const [medicines] = inForce(library.medicines, dayOf(now));
      return known(medicines && findVersion(library.medicines, medicines), sheetOf);
    },
  ),
  endpoint(knowledgeRoutes.ranges, { ...read, summary: 'Value ranges in force' }, async ({ now }) => {
    const [ranges] = inForce(library.ranges, dayOf(now));
    return known(ranges && findVersion(library.ranges, ranges), sheetOf);
  }),
];
