// Shows what the demo's invented phones received, numbers shortened.
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { PhoneMessage } from '../../contract.ts';
import { listPhoneMessages } from '../store.ts';

const shown = 100;

export async function showPhones({ db, cipher }: Kernel): Promise<PhoneMessage[]> {
  const rows = await listPhoneMessages(db, shown);
  return rows.map((row) => ({
    messageId: row.id,
    at: row.at.toISOString(),
    channel: row.channel,
    phone: cipher.decrypt(row.phone).replace(/^(\d{3})\d+(\d{4})$/, '$1****$2'),
    text: cipher.decrypt(row.body),
  }));
}
