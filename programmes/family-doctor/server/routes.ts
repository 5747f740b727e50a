// Binds the routes of contracts, packages and lists to their use cases.
import type { z } from 'zod';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { endpoint, type Endpoint, type RawEndpoint } from '#platform/kernel/http/endpoint.ts';
import {
  contractParams,
  contractRoutes as routes,
  contractSheetPath,
  contractTemplatePath,
  dayQuery,
  dueSheetPath,
  declineBody,
  doctorBody,
  endBody,
  importBody,
  itemBody,
  ledgerQuery,
  notedBody,
  offerBody,
  packageBody,
  paymentBody,
  permissions,
  personParams,
  policyBody,
  ratingBody,
  residentsQuery,
  residentsSheetPath,
  serviceBody,
  serviceParams,
  signBody,
  withdrawBody,
} from '../contract.ts';
import { dueQuery } from '../workbench-contract.ts';
import type { Parts } from './parts.ts';
import { changeDoctor, declineContract, endContract, rate } from './use-cases/change-signed.ts';
import { enterService, withdrawService } from './use-cases/count-services.ts';
import { exportDue, exportResidents } from './use-cases/export-lists.ts';
import { exportContracts } from './use-cases/export-contracts.ts';
import { contractTemplate, importContracts } from './use-cases/import-contracts.ts';
import { addEntry, readLedger, readLedgerSums } from './use-cases/keep-ledger.ts';
import { listResidents, listTeams } from './use-cases/list-residents.ts';
import { offerContract } from './use-cases/draw-up.ts';
import { readPackages, saveItem, savePackage } from './use-cases/packages.ts';
import { readContract } from './use-cases/present.ts';
import { readDraft } from './use-cases/read-draft.ts';
import { readMember } from './use-cases/read-member.ts';
import { noteGroups } from './use-cases/refresh-residents.ts';
import { readPolicy, setPolicy } from './use-cases/renewal-policy.ts';
import { signContract } from './use-cases/sign.ts';

const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const person = ({ params }: { params: { personId: string } }) => params.personId;
const onPerson = (permission: string) => ({ permission, person, params: personParams });
const onContract = (permission: string) => ({ permission, person, params: contractParams });

export const endpointsOf = (parts: Parts): (Endpoint | RawEndpoint)[] => [
  ...contractEndpoints(parts),
  ...serviceEndpoints(parts),
  ...countyEndpoints(parts),
  ...sheetEndpoints(parts),
];

const contractEndpoints = (parts: Parts): Endpoint[] => [
  endpoint(
    routes.draft,
    { ...onPerson(permissions.write), summary: 'What drawing up a contract for the household begins with' },
    ({ actor, params, now }) => readDraft(parts, actor, params.personId, now),
  ),
  endpoint(
    routes.offer,
    {
      ...onPerson(permissions.write),
      body: offerBody,
      summary: 'Draw up a contract; the household signs it afterwards',
    },
    ({ actor, params, body, now }) => offerContract(parts, actor, params.personId, body, now),
  ),
  endpoint(
    routes.contract,
    { ...onContract(permissions.read), summary: 'A contract with its words and the evidence of its signature' },
    ({ actor, params, now }) => readContract(parts, params, now, actor),
  ),
  endpoint(
    routes.sign,
    {
      ...onContract(permissions.read),
      body: signBody,
      summary: 'Sign: drawn before the doctor, or by a grown-up of the household in the portal',
    },
    ({ actor, params, body, now }) => signContract(parts, actor, params, body, now),
  ),
  endpoint(
    routes.decline,
    { ...onContract(permissions.read), body: declineBody, summary: 'Refuse or take back an offer' },
    ({ actor, params, body, now }) => declineContract(parts, actor, params, body, permissions.read, now),
  ),
  endpoint(
    routes.end,
    { ...onContract(permissions.write), body: endBody, summary: 'End a contract before its last day' },
    ({ actor, params, body, now }) => endContract(parts, actor, params, body, now),
  ),
  endpoint(
    routes.changeDoctor,
    { ...onContract(permissions.write), body: doctorBody, summary: 'Give a contract to another doctor or team' },
    ({ actor, params, body, now }) => changeDoctor(parts, actor, params, body, now),
  ),
  endpoint(
    routes.ledger,
    { ...onContract(permissions.read), summary: 'What is owed and paid for a contract, by payer' },
    ({ params }) => readLedger(parts, params),
  ),
  endpoint(
    routes.pay,
    { ...onContract(permissions.write), body: paymentBody, summary: 'Book a payment, refund or correction' },
    ({ actor, params, body, now }) => addEntry(parts, actor, params, body, now),
  ),
  endpoint(
    routes.rate,
    { ...onContract(permissions.confirm), body: ratingBody, summary: 'Rate the family doctor' },
    ({ actor, params, body, now }) => rate(parts, actor, params, body, now),
  ),
];

const serviceEndpoints = (parts: Parts): Endpoint[] => [
  endpoint(
    routes.member,
    { ...onPerson(permissions.read), summary: "A person's family doctor, packages, services done and due" },
    ({ actor, params, now }) => readMember(parts, actor, params.personId, now),
  ),
  endpoint(
    routes.enterService,
    { ...onPerson(permissions.write), body: serviceBody, summary: 'Enter a service by hand, with its evidence' },
    ({ actor, params, body, now }) => enterService(parts, actor, params.personId, body, now),
  ),
  endpoint(
    routes.withdrawService,
    {
      permission: permissions.write,
      person,
      params: serviceParams,
      body: withdrawBody,
      summary: 'Take back a service that was entered by hand, with the reason',
    },
    ({ actor, params, body, now }) => withdrawService(parts, actor, params, body.reason, now),
  ),
  endpoint(
    routes.note,
    { ...onPerson(permissions.write), body: notedBody, summary: 'Note key groups that no record tells' },
    ({ actor, params, body, now }) => noteGroups(parts, actor, params.personId, body.noted, now),
  ),
  endpoint(
    routes.teams,
    { permission: permissions.workbench, person: 'none', summary: 'Own teams with who is on duty today' },
    ({ actor, now }) => listTeams(parts, actor, now),
  ),
  endpoint(
    routes.residents,
    {
      permission: permissions.workbench,
      person: 'filtered',
      query: residentsQuery,
      summary: 'Residents of the own teams by contract, group, colour and what is due, by page',
    },
    ({ actor, query, now }) => listResidents(parts, actor, query, now),
  ),
];

const countyEndpoints = (parts: Parts): Endpoint[] => [
  endpoint(
    routes.packages,
    {
      permission: permissions.packages,
      person: 'none',
      query: dayQuery,
      summary: 'Packages and services in force on a day',
    },
    ({ actor, query, now }) => readPackages(parts, actor, query.on, now),
  ),
  endpoint(
    routes.savePackage,
    { permission: permissions.editPackages, person: 'none', body: packageBody, summary: 'A package from a day on' },
    ({ actor, body, now }) => savePackage(parts, actor, body, now),
  ),
  endpoint(
    routes.saveItem,
    { permission: permissions.editPackages, person: 'none', body: itemBody, summary: 'A service from a day on' },
    ({ actor, body, now }) => saveItem(parts, actor, body, now),
  ),
  endpoint(
    routes.policy,
    {
      permission: permissions.packages,
      person: 'none',
      summary: 'When contracts may be renewed and people are reminded',
    },
    ({ actor, now }) => readPolicy(parts, actor, now),
  ),
  endpoint(
    routes.setPolicy,
    {
      permission: permissions.editPackages,
      person: 'none',
      body: policyBody,
      summary: 'Set the renewal policy from a day on',
    },
    ({ actor, body }) => setPolicy(parts, actor, body),
  ),
  endpoint(
    routes.importContracts,
    {
      permission: permissions.importContracts,
      person: 'filtered',
      body: importBody,
      bodyLimit: 15_000_000,
      summary: 'Import paper contracts from Excel; a dry run names every bad cell',
    },
    ({ actor, body, now }) => importContracts(parts, actor, body, now),
  ),
  endpoint(
    routes.ledgerSums,
    {
      permission: permissions.exportContracts,
      person: 'none',
      query: ledgerQuery,
      summary: 'Sums owed and paid by payer and team; nobody is named',
    },
    ({ actor, query, now }) => readLedgerSums(parts, actor, query, now),
  ),
];

const filteredSheet = <Query>(
  path: string,
  name: string,
  schema: z.ZodType<Query>,
  write: (actor: Actor, query: Query, format: 'csv' | 'xlsx', now: Date) => Promise<Buffer>,
): RawEndpoint => ({
  kind: 'raw',
  method: 'GET',
  path,
  permission: permissions.exportContracts,
  summary: `The list of ${name} as CSV or Excel (format=csv|xlsx), with the filters of the page`,
  auditsItself: true,
  async handle(request, reply, actor, now) {
    const { format, portal: _portal, ...asked } = request.query as Record<string, string>;
    const kind = format === 'xlsx' ? 'xlsx' : 'csv';
    const query = schema.safeParse(asked);
    if (!query.success) return reply.code(400).send();
    return reply
      .type(kind === 'xlsx' ? excel : 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name}.${kind}"`)
      .send(await write(actor, query.data, kind, now));
  },
});

const sheetEndpoints = (parts: Parts): RawEndpoint[] => [
  {
    kind: 'raw',
    method: 'GET',
    path: contractSheetPath,
    permission: permissions.exportContracts,
    summary: 'The contract list as CSV or Excel (format=csv|xlsx)',
    auditsItself: true,
    async handle(request, reply, actor, now) {
      const { format } = request.query as Record<string, string>;
      const kind = format === 'xlsx' ? 'xlsx' : 'csv';
      return reply
        .type(kind === 'xlsx' ? excel : 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="contracts.${kind}"`)
        .send(await exportContracts(parts, actor, kind, now));
    },
  },
  filteredSheet(residentsSheetPath, 'residents', residentsQuery, (...asked) => exportResidents(parts, ...asked)),
  filteredSheet(dueSheetPath, 'due', dueQuery, (...asked) => exportDue(parts, ...asked)),
  {
    kind: 'raw',
    method: 'GET',
    path: contractTemplatePath,
    permission: permissions.importContracts,
    summary: 'The empty contract sheet',
    handle: async (_request, reply) =>
      reply
        .type(excel)
        .header('content-disposition', 'attachment; filename="contracts.xlsx"')
        .send(await contractTemplate()),
  },
];
