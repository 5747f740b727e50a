// Binds the routes of lending to their use cases.
import { endpoint, type Endpoint } from '#platform/kernel/http/endpoint.ts';
import { personParams } from '../contract.ts';
import { versionBody } from '../inbox-contract.ts';
import {
  lendBody,
  lendingPolicyBody,
  lendingRoutes as routes,
  loanParams,
  loansQuery,
  offerParams,
  replaceBody,
  returnBody,
} from '../lending-contract.ts';
import type { Parts } from './parts.ts';
import { giveBack, lendDevice, readOffer, replaceDevice } from './use-cases/lend.ts';
import { readLendingPolicy, setLendingPolicy } from './use-cases/lending-policy.ts';
import { readLoan, readLoans, readStock, remindLoan } from './use-cases/loans.ts';

const person = ({ params }: { params: { personId: string } }) => params.personId;
const write = 'intake.binding.write';
const ofLoan = { person, params: loanParams, permission: write };

export const lendingEndpoints = (parts: Parts): Endpoint[] => [
  endpoint(
    routes.stock,
    {
      permission: 'intake.device.read',
      person: 'none',
      summary: 'Devices by institution and kind: in stock, lent, in repair',
    },
    ({ actor, now }) => readStock(parts, actor, now),
  ),
  endpoint(
    routes.policy,
    { permission: 'intake.device.read', person: 'none', summary: 'By which rule devices are lent' },
    ({ actor, now }) => readLendingPolicy(parts, actor.homeUnitId, now),
  ),
  endpoint(
    routes.setPolicy,
    {
      permission: 'intake.lending-policy.write',
      person: 'none',
      body: lendingPolicyBody,
      summary: 'Change the rule of lending from a day on',
    },
    ({ actor, body, now }) => setLendingPolicy(parts, actor, body, now),
  ),
  endpoint(
    routes.offer,
    {
      permission: write,
      person,
      params: offerParams,
      summary: 'Whether this person may have this device, by which rule, and the paper to sign',
    },
    ({ actor, params, now }) => readOffer(parts, actor, params.personId, params.deviceId, now),
  ),
  endpoint(
    routes.loans,
    {
      permission: 'intake.loan.list',
      person: 'filtered',
      query: loansQuery,
      summary: 'Devices out with people in care, who stopped measuring, what was given back',
    },
    ({ actor, query, now }) => readLoans(parts, actor, query, now),
  ),
  endpoint(
    routes.loan,
    { ...ofLoan, permission: 'intake.loan.list', summary: 'A loan with its signed paper' },
    ({ params, now }) => readLoan(parts, params, now),
  ),
  endpoint(
    routes.lend,
    { permission: write, person, params: personParams, body: lendBody, summary: 'Lend a device, with a signature' },
    ({ actor, params, body, now }) => lendDevice(parts, actor, params.personId, body, now),
  ),
  endpoint(
    routes.giveBack,
    { ...ofLoan, body: returnBody, summary: 'A device comes back: good, broken or lost' },
    ({ actor, params, body, now }) => giveBack(parts, actor, params, body, now),
  ),
  endpoint(
    routes.replace,
    { ...ofLoan, body: replaceBody, summary: 'Another device for one that comes back, under the same paper' },
    ({ actor, params, body, now }) => replaceDevice(parts, actor, params, body, now),
  ),
  endpoint(
    routes.remind,
    { ...ofLoan, body: versionBody, summary: 'Remind somebody who stopped measuring' },
    ({ actor, params, body, now }) => remindLoan(parts, actor, params, body.version, now),
  ),
];
