// Front door of the hospital: referrals between institutions, referrals and beds that people ask for from home.
import type { Context } from '#platform/kernel/context.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Orders } from '#foundation/orders/server/index.ts';
import { cloudAdmission } from '../order-kinds/cloud-admission.ts';
import { cloudReferral } from '../order-kinds/cloud-referral.ts';
import { referral } from '../order-kinds/referral.ts';
import { referOn } from './order-hooks/refer-on.ts';

export interface Hospital {
  readonly context: Context;
}

export function createHospital(kernel: Kernel, { orders }: { orders: Orders }): Hospital {
  orders.registerKind(referral);
  orders.registerKind(cloudReferral, referOn(kernel, orders));
  orders.registerKind(cloudAdmission);
  return { context: { name: 'hospital' } };
}
