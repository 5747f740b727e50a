// Kinds of documents that this portal shows, with their words; once at start.
import { registerDiagnosticsKinds } from '#care/diagnostics/web/crew/local-kind.ts';
import { registerPharmacyKinds } from '#care/pharmacy/web/crew/local-kinds.ts';
import { registerBillingKinds } from '#foundation/billing/web/crew/local-kind.ts';
import { registerReferralKinds } from '#programmes/roving/web/crew/referral-kinds.ts';
import { registerRovingKinds } from '#programmes/roving/web/crew/local-kinds.ts';

export function registerLocalKinds(): void {
  registerRovingKinds();
  registerBillingKinds();
  registerPharmacyKinds();
  registerDiagnosticsKinds();
  registerReferralKinds();
}
