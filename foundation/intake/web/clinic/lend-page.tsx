// Lends a device: whom, which one, by which rule, and the paper with a signature drawn on the screen.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { SignatureField } from '#foundation/knowledge/web/form/other-items.tsx';
import type { Picked } from '#foundation/registry/web/picker.tsx';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { ChoiceField, SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Failure } from '#platform/ui/states/states.tsx';
import { intakeRoutes } from '../../contract.ts';
import { lendingRoutes, loanIdentifications, type LendingOffer } from '../../lending-contract.ts';
import { intakeKey, useChange } from '../use-intake.ts';
import { PersonPicker } from './person-picker.tsx';
import styles from '../intake.module.css';

export function LendPage() {
  const { t } = useWords();
  const api = useApi();
  const [search] = useSearchParams();
  const [person, setPerson] = useState<Picked>();
  const [chosen, setDeviceId] = useState(search.get('device') ?? '');
  const inStock = useQuery({
    queryKey: [...intakeKey, 'devices', 'in-stock'],
    queryFn: ({ signal }) => api.call(intakeRoutes.devices, { query: { state: 'in-stock', order: 'kind' }, signal }),
  });
  const devices = inStock.data?.items ?? [];
  const deviceId = chosen || devices[0]?.deviceId || '';
  const offer = useQuery({
    queryKey: [...intakeKey, 'offer', person?.id, deviceId],
    enabled: person !== undefined && deviceId !== '',
    queryFn: ({ signal }) => api.call(lendingRoutes.offer, { params: { personId: person!.id, deviceId }, signal }),
  });
  return (
    <div className={styles['stack']}>
      <PageHead title={t('intake.lendOne')}>
        <Link to="/health-devices/loans">{t('intake.backToLoans')}</Link>
      </PageHead>
      <PersonPicker label={t('intake.who')} value={person} onChange={setPerson} />
      <QueryView query={inStock}>
        {(data) =>
          data.items.length === 0 ? (
            <p>{t('intake.stockEmpty')}</p>
          ) : (
            <SelectField
              name="device"
              label={t('intake.device')}
              value={deviceId}
              onChange={setDeviceId}
              choices={data.items.map((one) => ({
                value: one.deviceId,
                label: `${t(`intake.kind.${one.kind}`)} · ${one.model} · ${one.serial}`,
              }))}
            />
          )
        }
      </QueryView>
      {person && deviceId !== '' && (
        <QueryView query={offer}>
          {(data) => <Sign key={data.textHash} personId={person.id} deviceId={deviceId} offer={data} />}
        </QueryView>
      )}
    </div>
  );
}

function Sign({ personId, deviceId, offer }: { personId: string; deviceId: string; offer: LendingOffer }) {
  const { t } = useWords();
  const api = useApi();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const { run, busy, failure } = useChange();
  const [loanId] = useState(() => crypto.randomUUID());
  const [signerId, setSignerId] = useState(offer.signers[0]?.personId ?? '');
  const [identifiedBy, setIdentifiedBy] = useState<(typeof loanIdentifications)[number]>();
  const [drawn, setDrawn] = useState<string>();
  const [exception, setException] = useState('');
  const label = { zh: t('intake.signature'), en: t('intake.signature') };
  const needsReason = !offer.eligible;
  const ready =
    Boolean(drawn) && identifiedBy !== undefined && signerId !== '' && (!needsReason || exception.trim().length > 1);
  const lend = async () => {
    const body = {
      loanId,
      deviceId,
      textHash: offer.textHash,
      signerId,
      identifiedBy: identifiedBy!,
      drawn: drawn!,
      ...(needsReason && { exception: exception.trim() }),
    };
    const done = await run(() => api.call(lendingRoutes.lend, { params: { personId }, body }));
    if (!done) return;
    announce(t('intake.lent', { name: done.name }));
    await navigate(`/health-devices/loans/${personId}/${loanId}`);
  };
  if (needsReason && !offer.exceptionAllowed) return <LevelTag level="amber">{t('intake.notEligible')}</LevelTag>;
  return (
    <>
      {offer.eligible ? (
        <LevelTag level="green">
          {t('intake.eligible', {
            grounds: offer.grounds
              .map(({ code, title }) => t(`intake.ground.${code}`, { defaultValue: title ?? code }))
              .join('，'),
          })}
        </LevelTag>
      ) : (
        <TextField
          name="exception"
          label={t('intake.exception')}
          hint={t('intake.exceptionHint')}
          value={exception}
          onChange={setException}
          maxLength={200}
        />
      )}
      <pre className={styles['paper']} tabIndex={0} aria-label={t('intake.paper')}>
        {offer.text}
      </pre>
      {offer.signers.length === 0 ? (
        <p>{t('intake.noSigner')}</p>
      ) : (
        <>
          <SelectField
            name="signer"
            label={t('intake.signer')}
            value={signerId}
            onChange={setSignerId}
            choices={offer.signers.map((one) => ({ value: one.personId, label: one.name }))}
          />
          <ChoiceField
            name="identifiedBy"
            label={t('intake.identifiedBy')}
            value={identifiedBy}
            onChange={setIdentifiedBy}
            choices={loanIdentifications.map((value) => ({ value, label: t(`intake.identified.${value}`) }))}
          />
          <SignatureField
            id="loan-signature"
            item={{ key: 'signature', kind: 'signature', label, conflict: 'latest-written' }}
            answer={drawn}
            onAnswer={(path) => setDrawn(typeof path === 'string' ? path : undefined)}
            onNext={() => undefined}
            today=""
            describedBy="loan-signature"
          />
        </>
      )}
      {failure !== undefined && <Failure error={failure} />}
      <div>
        <Button kind="primary" busy={busy} disabled={!ready} onClick={() => void lend()}>
          {t('intake.lend')}
        </Button>
      </div>
    </>
  );
}
