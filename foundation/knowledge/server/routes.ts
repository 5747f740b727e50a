// Binds the routes of the knowledge base.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import { clinicalRoles, type Role } from '#platform/kernel/access/roles.ts';
import type { Db } from '#platform/kernel/db/db.ts';
import { endpoint, type Endpoint } from '#platform/kernel/http/endpoint.ts';
import { contentParams, knowledgeRoutes, signBody, signParams } from '../contract.ts';
import { questionnaireOf } from '../rules/fhir/questionnaire.ts';
import type { Library } from './content/load-library.ts';
import { contentUnknown } from './problems.ts';
import { findVersion, inForce, sheetOf, summaries } from './use-cases/read-contents.ts';
import { signContent, signers, signPermission } from './use-cases/sign-content.ts';
import { kindOf, shelvesOf, signed, type SignatureRow } from './use-cases/signed-contents.ts';

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
export const permissions = { 'knowledge.content.read': readers, [signPermission]: signers } as const;
const read = { permission: 'knowledge.content.read', person: 'none' } as const;

const known = <Value, Reply>(value: Value | undefined, reply: (value: Value) => Reply): Result<Reply> =>
  value === undefined ? fail(contentUnknown) : succeed(reply(value));

/** Without a database the content is given out as it was shipped: nobody can sign. */
export function endpointsOf(library: Library, signatures: () => Promise<SignatureRow[]>, db?: Db): Endpoint[] {
  return [
    endpoint(
      knowledgeRoutes.contents,
      { ...read, summary: 'Everything in the knowledge base with version, source, status and reviews' },
      async () => succeed({ contents: summaries(library, await signatures()) }),
    ),
    endpoint(
      knowledgeRoutes.forms,
      { ...read, summary: 'Forms in force, whole; a device keeps them for work without a network' },
      async ({ now }) => succeed({ forms: inForce(library.forms, dayOf(now)) }),
    ),
    endpoint(
      knowledgeRoutes.form,
      { ...read, params: contentParams, summary: 'One version of a form' },
      async ({ params }) => {
        const rows = await signatures();
        return known(findVersion(library.forms, params), (one) => sheetOf('form', one, rows));
      },
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
      async ({ params }) => {
        const rows = await signatures();
        return known(findVersion(library.instruments, params), (one) => ({
          ...sheetOf(kindOf(library, one) ?? 'instrument', one, rows),
          combinations: one.combinations,
        }));
      },
    ),
    endpoint(
      knowledgeRoutes.interactions,
      { ...read, summary: 'Interaction rules in force with their worked examples' },
      async ({ now }) => {
        const rows = await signatures();
        const [rules] = inForce(library.interactions, dayOf(now));
        return known(rules && findVersion(library.interactions, rules), (one) => sheetOf('interactions', one, rows));
      },
    ),
    endpoint(
      knowledgeRoutes.medicines,
      { ...read, summary: 'Medicines of the chronic-disease list in force' },
      async ({ now }) => {
        const rows = await signatures();
        const [medicines] = inForce(library.medicines, dayOf(now));
        return known(medicines && findVersion(library.medicines, medicines), (one) => sheetOf('medicines', one, rows));
      },
    ),
    endpoint(knowledgeRoutes.ranges, { ...read, summary: 'Value ranges in force' }, async ({ now }) => {
      const rows = await signatures();
      const [ranges] = inForce(library.ranges, dayOf(now));
      return known(ranges && findVersion(library.ranges, ranges), (one) => sheetOf('ranges', one, rows));
    }),
    endpoint(
      knowledgeRoutes.schedule,
      { ...read, params: contentParams, summary: 'One version of a vaccination schedule with its worked examples' },
      async ({ params }) => {
        const rows = await signatures();
        return known(findVersion(library.schedules, params), (one) => sheetOf('schedule', one, rows));
      },
    ),
    endpoint(
      knowledgeRoutes.reviews,
      { ...read, params: signParams, summary: 'Reviews of one version, as entries for its review.json' },
      async ({ params }) => {
        const rows = await signatures();
        const shelf = shelvesOf(library).find(([kind]) => kind === params.kind)?.[1] ?? [];
        return known(findVersion(shelf, params), (one) => ({ reviews: signed(params.kind, one, rows).reviews }));
      },
    ),
    ...(db
      ? [
          endpoint(
            knowledgeRoutes.sign,
            {
              permission: signPermission,
              person: 'none',
              params: signParams,
              body: signBody,
              summary: 'Sign one version of content as it was shown',
            },
            ({ actor, params, body, now }) => signContent({ library, db }, actor, params, body, now),
          ),
        ]
      : []),
  ];
}
