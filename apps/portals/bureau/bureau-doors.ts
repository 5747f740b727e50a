// The rooms of the bureau's portal, each with the permission that opens it.
import { mayExport, mayImport, mayManageViews } from '#foundation/record/web/record-permissions.ts';
import { mayImportResidents, mayImportStaff, mayImportUnits } from '#foundation/registry/web/registry-permissions.ts';
import type { IconName } from '#platform/ui/icons/icon.tsx';

export interface BureauDoor {
  to: string;
  icon: IconName;
  label: string;
  /** Any of these; open to everybody at this portal without. */
  permissions?: readonly string[];
}

const bureauDoors: readonly BureauDoor[] = [
  { to: '/county', icon: 'map', label: 'bureau.county', permissions: ['geo.map.read'] },
  { to: '/roving', icon: 'plan', label: 'roving.planner', permissions: ['roving.plan.read'] },
  { to: '/points', icon: 'home', label: 'roving.points', permissions: ['registry.service-point.read'] },
  { to: '/sites', icon: 'visit', label: 'roving.sites', permissions: ['roving.site.read'] },
  { to: '/network', icon: 'mountain', label: 'roving.networkTitle', permissions: ['roving.network.read'] },
  { to: '/roads', icon: 'plan', label: 'bureau.roads', permissions: ['geo.roads.read'] },
  { to: '/teams', icon: 'people', label: 'registry.teams' },
  {
    to: '/import',
    icon: 'download',
    label: 'registry.import',
    permissions: [mayImportUnits, mayImportResidents, mayImportStaff],
  },
  { to: '/accounts', icon: 'accounts', label: 'bureau.accounts', permissions: ['auth.account.list'] },
  { to: '/audit', icon: 'shield', label: 'bureau.audit', permissions: ['audit.event.list'] },
  { to: '/bulk-data', icon: 'document', label: 'record.bulk', permissions: [mayExport, mayImport] },
  { to: '/apps', icon: 'plan', label: 'bureau.apps', permissions: ['oidc.app.list'] },
  { to: '/views', icon: 'list', label: 'record.views', permissions: [mayManageViews] },
  { to: '/interfaces', icon: 'code', label: 'bureau.interfaces' },
  { to: '/phones', icon: 'phone', label: 'bureau.phones' },
  { to: '/gallery', icon: 'palette', label: 'bureau.gallery' },
];

export const doorsFor = (permissions: readonly string[]): readonly BureauDoor[] =>
  bureauDoors.filter((door) => !door.permissions || door.permissions.some((one) => permissions.includes(one)));
