// Asks for a home service: where and when, by the person, the family or the clinic; a wish outside of the catalogue is quoted first.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { isFailure } from '#platform/ui/api/failure.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { Form } from '#platform/ui/form/form.tsx';
import { useDraft } from '#platform/ui/form/use-draft.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { Failure } from '#platform/ui/states/states.tsx';
import { orderRoutes } from '#foundation/orders/contract.ts';
import type { CatalogueItem } from '../rules/catalogue-item.ts';
import { isTelephone } from '../rules/telephone.ts';
import styles from './home-care.module.css';

/** Beside which field a refusal of the server is told. */
const fieldOfProblem: Readonly<Record<string, string>> = {
  'home-care/time-wrong': 'wantedAt',
  'home-care/telephone-wrong': 'phone',
};

/** Tomorrow at nine, Shanghai time, as the field wants it. */
const tomorrow = () => `${new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 10)}T09:00`;

/** `item`: out of the catalogue; without one it is a wish, which the institution quotes first. */
export function ServiceForm({
  person: { personId, name },
  item,
  address,
  onPlaced,
  onLeave,
}: {
  person: { personId: string; name: string };
  item: CatalogueItem | undefined;
  address: string;
  onPlaced(orderId: string): void;
  onLeave: { text: string; go(): void };
}) {
  const { t, money } = useWords();
  const me = useMe();
  const api = useApi();
  const queries = useQueryClient();
  const draft = useDraft(me.account, `home-service.${personId}.${item?.code ?? 'wish'}`, () => ({
    orderId: newId(),
    wishName: '',
    wish: '',
    address,
    wantedAt: tomorrow(),
    phone: '',
    note: '',
  }));
  const { value, change } = draft;
  const [troubles, setTroubles] = useState<{ text: string; field?: string }[]>([]);
  const place = useMutation({
    mutationFn: () =>
      api.call(orderRoutes.place, {
        params: { personId },
        body: {
          orderId: value.orderId,
          kind: 'home-service',
          payload: {
            ...(item && { itemCode: item.code }),
            itemName: item?.name ?? value.wishName.trim(),
            ...(value.wish.trim() && { wish: value.wish.trim() }),
            address: value.address.trim(),
            wantedAt: `${value.wantedAt}:00+08:00`,
            ...(value.phone.trim() && { phone: value.phone.trim() }),
            ...(value.note.trim() && { note: value.note.trim() }),
          },
        },
        idempotencyKey: value.orderId,
      }),
    onSuccess: () => {
      draft.clear();
      void queries.invalidateQueries({ queryKey: ['home-care'] });
      onPlaced(value.orderId);
    },
    onError: (error) => {
      const field = isFailure(error) && fieldOfProblem[error.code ?? ''];
      if (field) setTroubles([{ field, text: error.message }]);
    },
  });
  const submit = () => {
    const found = [
      ...(item || value.wishName.trim() ? [] : [{ field: 'wishName', text: t('homeCare.my.wishNameMissing') }]),
      ...(item || value.wish.trim() ? [] : [{ field: 'wish', text: t('homeCare.my.wishMissing') }]),
      ...(value.address.trim() ? [] : [{ field: 'address', text: t('homeCare.my.addressMissing') }]),
      ...(value.wantedAt ? [] : [{ field: 'wantedAt', text: t('homeCare.my.timeMissing') }]),
      ...(isTelephone(value.phone.trim()) ? [] : [{ field: 'phone', text: t('homeCare.my.phoneWrong') }]),
    ];
    setTroubles(found);
    if (found.length === 0) place.mutate();
  };
  return (
    <>
      <p>
        <strong>{item?.name ?? t('homeCare.my.otherWish')}</strong> {t('homeCare.my.for', { name })}
      </p>
      {item && (
        <p className={styles['row']}>
          <span className={styles['price']}>{money(item.priceFen)}</span>
          <span>{t('homeCare.my.minutes', { minutes: item.minutes })}</span>
          {item.simulated && <SimulatedBadge />}
        </p>
      )}
      {item && item.contraindications.length > 0 && (
        <p>{t('homeCare.my.notWhen', { list: item.contraindications.join('；') })}</p>
      )}
      <Form
        label={t('homeCare.my.order')}
        verb={t('homeCare.my.send')}
        wide
        troubles={troubles}
        busy={place.isPending}
        onSubmit={submit}
        beside={
          <Button kind="quiet" onClick={onLeave.go}>
            {onLeave.text}
          </Button>
        }
      >
        {!item && (
          <>
            <TextField
              id="wishName"
              name="wishName"
              label={t('homeCare.my.wishName')}
              maxLength={40}
              value={value.wishName}
              onChange={(wishName) => change({ wishName })}
            />
            <TextField
              id="wish"
              name="wish"
              label={t('homeCare.my.wish')}
              lines={3}
              maxLength={500}
              value={value.wish}
              onChange={(wish) => change({ wish })}
            />
          </>
        )}
        <TextField
          id="address"
          name="address"
          label={t('homeCare.my.address')}
          maxLength={200}
          value={value.address}
          onChange={(next) => change({ address: next })}
        />
        <TextField
          id="wantedAt"
          name="wantedAt"
          type="datetime-local"
          label={t('homeCare.my.wantedAt')}
          value={value.wantedAt}
          onChange={(wantedAt) => change({ wantedAt })}
        />
        <TextField
          id="phone"
          name="phone"
          label={t('homeCare.my.phone')}
          hint={t('homeCare.my.phoneHint')}
          optional
          inputMode="numeric"
          maxLength={20}
          value={value.phone}
          onChange={(phone) => change({ phone })}
        />
        <TextField
          name="note"
          label={t('homeCare.my.note')}
          optional
          lines={2}
          maxLength={500}
          value={value.note}
          onChange={(note) => change({ note })}
        />
        {place.error && troubles.length === 0 && <Failure error={place.error} safe={t('homeCare.my.kept')} />}
      </Form>
    </>
  );
}
