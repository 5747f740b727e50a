// The rooms of the bureau's portal, each with the permission that opens it.
import { permissions as messaging } from '#foundation/messaging/contract.ts';
import { mayExport, mayImport, mayManageViews } from '#foundation/record/web/record-permissions.ts';
import {
  mayImportResidents,
  mayImportStaff,
  mayImportUnits,
  mayMergePeople,
  mayReviewOpenedRecords,
} from '#foundation/registry/web/registry-permissions.ts';
import type { IconName } from '#platform/ui/icons/icon.tsx';

export interface BureauDoor {
  to: string;
  icon: IconName;
  label: string;
  /** The heading under which it stands. */
  group?: string;
  /** Any of these; open to everybody at this portal without. */
  permissions?: readonly string[];
}

const bureauDoors: readonly BureauDoor[] = [
  { to: '/county', icon: 'map', label: 'bureau.county', permissions: ['geo.map.read'] },
  { to: '/orders', icon: 'list', label: 'orders.title', permissions: ['orders.order.list'] },
  {
    to: '/family-doctor',
    icon: 'people',
    label: 'family-doctor.room.evaluation',
    permissions: ['indicators.scorecard.read'],
  },
  { to: '/follow-up', icon: 'clock', label: 'followUp.rules', permissions: ['follow-up.reach-policy.read'] },
  { to: '/refills', icon: 'medication', label: 'pharmacy.refills', permissions: ['pharmacy.refill.list'] },
  { to: '/risk', icon: 'shield', label: 'risk.recall', permissions: ['risk.recall.list'] },
  { to: '/annual-reports', icon: 'record', label: 'report.batch', permissions: ['portrait.report.list'] },
  { to: '/population-report', icon: 'record', label: 'report.population', permissions: ['portrait.report.sum'] },
  { to: '/who-lacks', icon: 'people', label: 'portrait.lacks', permissions: ['portrait.lack.list'] },
  {
    to: '/chronic-care',
    icon: 'condition',
    label: 'chronic-care.cockpit',
    permissions: ['chronic-care.cockpit.read'],
  },
  { to: '/home-care/coverage', icon: 'home', label: 'homeCare.title', permissions: ['home-care.coverage.read'] },
  { to: '/health-devices', icon: 'measurement', label: 'intake.title', permissions: ['intake.device.read'] },
  {
    to: '/roving',
    icon: 'plan',
    label: 'roving.planner',
    group: 'bureau.group.roving',
    permissions: ['roving.plan.read'],
  },
  {
    to: '/live',
    icon: 'clock',
    label: 'roving.live.title',
    group: 'bureau.group.roving',
    permissions: ['fleet.position.follow'],
  },
  {
    to: '/fleet',
    icon: 'shield',
    label: 'fleet.title',
    group: 'bureau.group.roving',
    permissions: ['fleet.readiness.read'],
  },
  {
    to: '/points',
    icon: 'home',
    label: 'roving.points',
    group: 'bureau.group.roving',
    permissions: ['registry.service-point.read'],
  },
  {
    to: '/sites',
    icon: 'visit',
    label: 'roving.sites',
    group: 'bureau.group.roving',
    permissions: ['roving.site.read'],
  },
  {
    to: '/network',
    icon: 'mountain',
    label: 'roving.networkTitle',
    group: 'bureau.group.roving',
    permissions: ['roving.network.read'],
  },
  { to: '/roads', icon: 'plan', label: 'bureau.roads', group: 'bureau.group.roving', permissions: ['geo.roads.read'] },
  { to: '/teams', icon: 'people', label: 'registry.teams', group: 'bureau.group.people' },
  {
    to: '/identity',
    icon: 'people',
    label: 'registry.identity',
    group: 'bureau.group.people',
    permissions: [mayMergePeople],
  },
  {
    to: '/import',
    icon: 'download',
    label: 'registry.import',
    group: 'bureau.group.people',
    permissions: [mayImportUnits, mayImportResidents, mayImportStaff],
  },
  {
    to: '/settlements',
    icon: 'list',
    label: 'billing.settlements',
    group: 'bureau.group.money',
    permissions: ['billing.settlement.read'],
  },
  {
    to: '/prices',
    icon: 'document',
    label: 'billing.prices',
    group: 'bureau.group.money',
    permissions: ['billing.price.import'],
  },
  {
    to: '/knowledge',
    icon: 'record',
    label: 'knowledge.title',
    group: 'bureau.group.content',
    permissions: ['knowledge.content.read'],
  },
  {
    to: '/accounts',
    icon: 'accounts',
    label: 'bureau.accounts',
    group: 'bureau.group.people',
    permissions: ['auth.account.list'],
  },
  {
    to: '/devices',
    icon: 'phone',
    label: 'sync.devices',
    group: 'bureau.group.people',
    permissions: ['sync.device.revoke-any'],
  },
  {
    to: '/audit',
    icon: 'shield',
    label: 'bureau.audit',
    group: 'bureau.group.system',
    permissions: ['audit.event.list'],
  },
  {
    to: '/opened-records',
    icon: 'eye',
    label: 'registry.opened',
    group: 'bureau.group.system',
    permissions: [mayReviewOpenedRecords],
  },
  {
    to: '/bulk-data',
    icon: 'document',
    label: 'record.bulk',
    group: 'bureau.group.content',
    permissions: [mayExport, mayImport],
  },
  { to: '/apps', icon: 'plan', label: 'bureau.apps', group: 'bureau.group.system', permissions: ['oidc.app.list'] },
  {
    to: '/messengers',
    icon: 'phone',
    label: 'identityLink.admin',
    group: 'bureau.group.system',
    permissions: ['identity-link.provider.list'],
  },
  {
    to: '/message-gateway',
    icon: 'phone',
    label: 'messaging.gateway',
    group: 'bureau.group.system',
    permissions: [messaging.readGateway],
  },
  { to: '/views', icon: 'list', label: 'record.views', group: 'bureau.group.content', permissions: [mayManageViews] },
  { to: '/interfaces', icon: 'code', label: 'bureau.interfaces', group: 'bureau.group.system' },
  { to: '/phones', icon: 'phone', label: 'bureau.phones', group: 'bureau.group.system' },
  { to: '/gallery', icon: 'palette', label: 'bureau.gallery', group: 'bureau.group.system' },
];

export const doorsFor = (permissions: readonly string[]): readonly BureauDoor[] =>
  bureauDoors.filter((door) => !door.permissions || door.permissions.some((one) => permissions.includes(one)));
