// The texts of the clinic's portal.
import identityLinkChinese from '#foundation/identity-link/web/messages/zh-CN.json' with { type: 'json' };
import formChinese from '#foundation/knowledge/web/form/messages/zh-CN.json' with { type: 'json' };
import knowledgeChinese from '#foundation/knowledge/web/messages/zh-CN.json' with { type: 'json' };
import fleetChinese from '#foundation/fleet/web/messages/zh-CN.json' with { type: 'json' };
import transferChinese from '#foundation/record/web/transfer/messages/zh-CN.json' with { type: 'json' };
import recordChinese from '#foundation/record/web/messages/zh-CN.json' with { type: 'json' };
import ordersChinese from '#foundation/orders/web/messages/zh-CN.json' with { type: 'json' };
import registryChinese from '#foundation/registry/web/messages/zh-CN.json' with { type: 'json' };
import syncChinese from '#foundation/sync/web/messages/zh-CN.json' with { type: 'json' };
import ctChinese from '#programmes/roving/web/ct-screening/messages/zh-CN.json' with { type: 'json' };
import ctStaffChinese from '#programmes/roving/web/ct-screening/staff/messages/zh-CN.json' with { type: 'json' };
import uiChinese from '#platform/ui/messages/zh-CN.json' with { type: 'json' };
import familyChinese from '#programmes/family-doctor/web/messages/zh-CN.json' with { type: 'json' };
import familyStaffChinese from '#programmes/family-doctor/web/clinic/messages/zh-CN.json' with { type: 'json' };
import preferencesChinese from '#foundation/messaging/web/preferences/messages/zh-CN.json' with { type: 'json' };
import refillsChinese from '#care/pharmacy/web/refills/messages/zh-CN.json' with { type: 'json' };
import portraitChinese from '#care/portrait/web/messages/zh-CN.json' with { type: 'json' };
import reportChinese from '#care/portrait/web/report/messages/zh-CN.json' with { type: 'json' };
import reportStaffChinese from '#care/portrait/web/report/staff/messages/zh-CN.json' with { type: 'json' };
import portraitStaffChinese from '#care/portrait/web/staff/messages/zh-CN.json' with { type: 'json' };
import riskChinese from '#care/risk/web/messages/zh-CN.json' with { type: 'json' };
import chronicChinese from '#programmes/chronic-care/web/messages/zh-CN.json' with { type: 'json' };
import chronicClinicChinese from '#programmes/chronic-care/web/clinic/messages/zh-CN.json' with { type: 'json' };
import homeCareChinese from '#care/home-care/web/messages/zh-CN.json' with { type: 'json' };
import intakeChinese from '#foundation/intake/web/messages/zh-CN.json' with { type: 'json' };
import intakeResidentChinese from '#foundation/intake/web/resident/messages/zh-CN.json' with { type: 'json' };
import diagnosticsChinese from '#care/diagnostics/web/messages/zh-CN.json' with { type: 'json' };
import followUpChinese from '#care/follow-up/web/messages/zh-CN.json' with { type: 'json' };
import rovingClinicChinese from '#programmes/roving/web/clinic/messages/zh-CN.json' with { type: 'json' };
import type { PortalMessages } from '#platform/ui/i18n/i18n.ts';
import portalChinese from '../messages/zh-CN.json' with { type: 'json' };
import chinese from './messages/zh-CN.json' with { type: 'json' };

export const clinicMessages: PortalMessages = {
  chinese: [
    identityLinkChinese,
    uiChinese,
    fleetChinese,
    ctChinese,
    ctStaffChinese,
    syncChinese,
    ordersChinese,
    registryChinese,
    recordChinese,
    transferChinese,
    knowledgeChinese,
    formChinese,
    familyChinese,
    familyStaffChinese,
    preferencesChinese,
    refillsChinese,
    portraitChinese,
    portraitStaffChinese,
    reportChinese,
    reportStaffChinese,
    riskChinese,
    chronicChinese,
    chronicClinicChinese,
    diagnosticsChinese,
    intakeChinese,
    intakeResidentChinese,
    followUpChinese,
    homeCareChinese,
    rovingClinicChinese,
    portalChinese,
    chinese,
  ],
  english: async () => {
    const all = await Promise.all([
      import('#foundation/identity-link/web/messages/en.json', { with: { type: 'json' } }),
      import('#platform/ui/messages/en.json', { with: { type: 'json' } }),
      import('#foundation/fleet/web/messages/en.json', { with: { type: 'json' } }),
      import('#programmes/roving/web/ct-screening/messages/en.json', { with: { type: 'json' } }),
      import('#programmes/roving/web/ct-screening/staff/messages/en.json', { with: { type: 'json' } }),
      import('#foundation/sync/web/messages/en.json', { with: { type: 'json' } }),
      import('#foundation/orders/web/messages/en.json', { with: { type: 'json' } }),
      import('#foundation/registry/web/messages/en.json', { with: { type: 'json' } }),
      import('#foundation/knowledge/web/form/messages/en.json', { with: { type: 'json' } }),
      import('#foundation/knowledge/web/messages/en.json', { with: { type: 'json' } }),
      import('#foundation/record/web/messages/en.json', { with: { type: 'json' } }),
      import('#foundation/record/web/transfer/messages/en.json', { with: { type: 'json' } }),
      import('#programmes/family-doctor/web/messages/en.json', { with: { type: 'json' } }),
      import('#programmes/family-doctor/web/clinic/messages/en.json', { with: { type: 'json' } }),
      import('#care/portrait/web/messages/en.json', { with: { type: 'json' } }),
      import('#care/portrait/web/staff/messages/en.json', { with: { type: 'json' } }),
      import('#care/portrait/web/report/messages/en.json', { with: { type: 'json' } }),
      import('#care/portrait/web/report/staff/messages/en.json', { with: { type: 'json' } }),
      import('#care/risk/web/messages/en.json', { with: { type: 'json' } }),
      import('#foundation/messaging/web/preferences/messages/en.json', { with: { type: 'json' } }),
      import('#care/pharmacy/web/refills/messages/en.json', { with: { type: 'json' } }),
      import('#programmes/chronic-care/web/messages/en.json', { with: { type: 'json' } }),
      import('#programmes/chronic-care/web/clinic/messages/en.json', { with: { type: 'json' } }),
      import('#foundation/intake/web/messages/en.json', { with: { type: 'json' } }),
      import('#foundation/intake/web/resident/messages/en.json', { with: { type: 'json' } }),
      import('#care/diagnostics/web/messages/en.json', { with: { type: 'json' } }),
      import('#care/follow-up/web/messages/en.json', { with: { type: 'json' } }),
      import('#care/home-care/web/messages/en.json', { with: { type: 'json' } }),
      import('#programmes/roving/web/clinic/messages/en.json', { with: { type: 'json' } }),
      import('../messages/en.json', { with: { type: 'json' } }),
      import('./messages/en.json', { with: { type: 'json' } }),
    ]);
    return all.map((one) => one.default);
  },
};
