// Texts of the residents' rooms that load when somebody enters them: the first page of an old phone stays small.
import type { RoomTexts } from '#platform/ui/i18n/i18n.ts';

export const consentTexts: RoomTexts = {
  chinese: () => import('#foundation/registry/web/resident/messages/zh-CN.json', { with: { type: 'json' } }),
  english: () => import('#foundation/registry/web/resident/messages/en.json', { with: { type: 'json' } }),
};
export const ctTexts: RoomTexts = {
  chinese: () => import('#programmes/roving/web/ct-screening/messages/zh-CN.json', { with: { type: 'json' } }),
  english: () => import('#programmes/roving/web/ct-screening/messages/en.json', { with: { type: 'json' } }),
};
export const homeCareTexts: RoomTexts = {
  chinese: () => import('#care/home-care/web/resident/messages/zh-CN.json', { with: { type: 'json' } }),
  english: () => import('#care/home-care/web/resident/messages/en.json', { with: { type: 'json' } }),
};
export const identityLinkTexts: RoomTexts = {
  chinese: () => import('#foundation/identity-link/web/messages/zh-CN.json', { with: { type: 'json' } }),
  english: () => import('#foundation/identity-link/web/messages/en.json', { with: { type: 'json' } }),
};
export const indexTexts: RoomTexts = {
  chinese: () => import('#care/portrait/web/messages/zh-CN.json', { with: { type: 'json' } }),
  english: () => import('#care/portrait/web/messages/en.json', { with: { type: 'json' } }),
};
export const reportTexts: RoomTexts = {
  chinese: () => import('#care/portrait/web/report/messages/zh-CN.json', { with: { type: 'json' } }),
  english: () => import('#care/portrait/web/report/messages/en.json', { with: { type: 'json' } }),
};
export const intakeTexts: RoomTexts = {
  chinese: () => import('#foundation/intake/web/resident/messages/zh-CN.json', { with: { type: 'json' } }),
  english: () => import('#foundation/intake/web/resident/messages/en.json', { with: { type: 'json' } }),
};
export const summaryTexts: RoomTexts = {
  chinese: () => import('#foundation/record/web/transfer/messages/zh-CN.json', { with: { type: 'json' } }),
  english: () => import('#foundation/record/web/transfer/messages/en.json', { with: { type: 'json' } }),
};
export const refillTexts: RoomTexts = {
  chinese: () => import('#care/pharmacy/web/refills/messages/zh-CN.json', { with: { type: 'json' } }),
  english: () => import('#care/pharmacy/web/refills/messages/en.json', { with: { type: 'json' } }),
};
export const reminderTexts: RoomTexts = {
  chinese: () => import('#foundation/messaging/web/preferences/messages/zh-CN.json', { with: { type: 'json' } }),
  english: () => import('#foundation/messaging/web/preferences/messages/en.json', { with: { type: 'json' } }),
};
export const tvTexts: RoomTexts = {
  chinese: () => import('#care/follow-up/web/resident/messages/zh-CN.json', { with: { type: 'json' } }),
  english: () => import('#care/follow-up/web/resident/messages/en.json', { with: { type: 'json' } }),
};
export const riskTexts: RoomTexts = {
  chinese: () => import('#care/risk/web/messages/zh-CN.json', { with: { type: 'json' } }),
  english: () => import('#care/risk/web/messages/en.json', { with: { type: 'json' } }),
};
