// The five services of one elder: those that run or ran, and a new one begun with its form.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { Form } from '#platform/ui/form/form.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Failure } from '#platform/ui/states/states.tsx';
import { useLocalText } from '#foundation/knowledge/web/form/use-local-text.ts';
import { orderRoutes } from '#foundation/orders/contract.ts';
import type { OrderKind } from '#foundation/orders/rules/order-kind.ts';
import { elderServices } from '../../contract.ts';
import { visitRoutes } from '../../visits-contract.ts';
import { visitsKey } from '../use-visit.ts';
import { homeCareKinds, useVisitWords } from '../visit-words.ts';
import { FieldInput, readFields } from './field-input.tsx';
import styles from '../home-care.module.css';

export function ElderServices({ personId }: { personId: string }) {
  const { t, instant } = useWords();
  const text = useLocalText();
  const words = useVisitWords();
  const api = useApi();
  const { permissions } = useMe();
  const [beginning, setBeginning] = useState<OrderKind>();
  const visits = useQuery({
    queryKey: [...visitsKey, 'person', personId],
    queryFn: ({ signal }) => api.call(visitRoutes.ofPerson, { params: { personId }, signal }),
  });
  const kinds = elderServices.map((service) => homeCareKinds[service]!);
  return (
    <section aria-label={t('homeCare.fiveServices')} className={styles['stack']}>
      <h2>{t('homeCare.fiveServices')}</h2>
      <div className={styles['row']}>
        {kinds
          .filter(({ place }) => place.permission && permissions.includes(place.permission))
          .map((kind) => (
            <Button key={kind.kind} icon="plus" onClick={() => setBeginning(kind)}>
              {text(kind.verb)}
            </Button>
          ))}
      </div>
      {beginning && (
        <Begin key={beginning.kind} personId={personId} kind={beginning} onDone={() => setBeginning(undefined)} />
      )}
      <QueryView query={visits}>
        {(data) =>
          data.visits.length === 0 ? (
            <p className="quiet">{t('homeCare.noServices')}</p>
          ) : (
            <ul className={styles['plain']}>
              {data.visits.map((visit) => (
                <li key={visit.orderId} className={styles['row']}>
                  <Link to={`/home-care/visits/${personId}/${visit.orderId}`}>{visit.itemName}</Link>
                  <LevelTag level={words.level(visit.kind, visit.state)}>
                    {words.state(visit.kind, visit.state)}
                  </LevelTag>
                  <span className="quiet">{instant(visit.movedAt)}</span>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </section>
  );
}

function Begin({ personId, kind, onDone }: { personId: string; kind: OrderKind; onDone: () => void }) {
  const { t } = useWords();
  const text = useLocalText();
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [orderId] = useState(newId);
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [wrong, setWrong] = useState<string>();
  const place = useMutation({
    mutationFn: (payload: Record<string, unknown>) =>
      api.call(orderRoutes.place, {
        params: { personId },
        body: { orderId, kind: kind.kind, payload },
        idempotencyKey: orderId,
      }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['home-care'] });
      onDone();
      void navigate(`/home-care/visits/${personId}/${orderId}`);
    },
  });
  const submit = () => {
    const values = readFields(kind.payload, typed);
    if ('wrong' in values) return setWrong(String(values.wrong));
    setWrong(undefined);
    return place.mutate(values);
  };
  const field = wrong !== undefined ? kind.payload[wrong] : undefined;
  return (
    <div className={styles['card']}>
      <Form
        label={text(kind.title)}
        verb={text(kind.verb)}
        busy={place.isPending}
        troubles={field ? [{ text: t('homeCare.fieldWrong', { label: text(field.label) }) }] : []}
        onSubmit={submit}
        beside={
          <Button kind="quiet" onClick={onDone}>
            {t('homeCare.later')}
          </Button>
        }
      >
        {Object.entries(kind.payload).map(([name, one]) => (
          <FieldInput
            key={name}
            name={`new-${name}`}
            field={one}
            value={typed[name] ?? ''}
            onChange={(value) => setTyped({ ...typed, [name]: value })}
          />
        ))}
        {place.error && <Failure error={place.error} safe={t('homeCare.kept')} />}
      </Form>
    </div>
  );
}
