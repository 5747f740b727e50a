// Tells the device how referrals and calls are merged, and their words where a person has to decide.
import i18next from 'i18next';
import { registerLocalKind } from '#foundation/sync/web/conflicts-here.ts';
import { referralKinds, type CallAsked, type ReferralAsked } from '../../referral-contract.ts';
import { callRule, referralRule } from '../../rules/referral/referral.ts';

export function registerReferralKinds(): void {
  for (const [kind, ruleOf, name] of [
    [referralKinds.referral, referralRule, 'roving.part.referral'],
    [referralKinds.call, callRule, 'roving.part.call'],
  ] as const)
    registerLocalKind({
      kind,
      ruleOf,
      nameOf: () => i18next.t(name),
      labelOf: () => i18next.t(name),
      textOf: (_field, value) => {
        const asked = value as unknown as Partial<ReferralAsked & CallAsked> | null;
        return [asked?.organisationName, asked?.department, asked?.reason ?? asked?.question].filter(Boolean).join(' ');
      },
    });
}
