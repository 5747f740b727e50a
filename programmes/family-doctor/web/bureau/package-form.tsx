// A package from a day on: its name, for whom, who pays how much, and what it promises in a year.
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { contractRoutes } from '../../contract.ts';
import { keyGroups, type KeyGroup } from '../../rules/key-group.ts';
import { payers, type ServiceItem, type ServicePackage } from '../../rules/package.ts';
import { fenOf } from '../clinic/ledger-card.tsx';
import { useChange, useFilters } from '../use-family.ts';
import styles from '../family.module.css';

const yuanOf = (fen: number): string => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
const codePattern = /^[a-z0-9][a-z0-9-]{1,39}$/;

export function PackageForm({
  of,
  services,
  onDone,
}: {
  of: ServicePackage | undefined;
  services: readonly ServiceItem[];
  onDone: () => void;
}) {
  const { t } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const { today } = useFilters();
  const { run, busy, failure } = useChange();
  const [code, setCode] = useState(of?.code ?? '');
  const [name, setName] = useState(of?.name ?? '');
  const [group, setGroup] = useState<string>(of?.group ?? '');
  const [yuan, setYuan] = useState(() =>
    Object.fromEntries(payers.map((payer) => [payer, yuanOf(of?.amounts[payer] ?? 0)])),
  );
  const [times, setTimes] = useState(() =>
    Object.fromEntries((of?.items ?? []).map((one) => [one.service, String(one.timesAYear)])),
  );
  const [validFrom, setValidFrom] = useState(today);
  const [validTo, setValidTo] = useState(of?.validTo ?? '');
  const fen = Object.fromEntries(payers.map((payer) => [payer, fenOf(yuan[payer] ?? '')]));
  const items = Object.entries(times).flatMap(([service, text]) => {
    const timesAYear = Number(text);
    return Number.isInteger(timesAYear) && timesAYear > 0 ? [{ service, timesAYear }] : [];
  });
  const ready =
    codePattern.test(code) &&
    name.trim() !== '' &&
    items.length > 0 &&
    payers.every((payer) => (fen[payer] ?? -1) >= 0);
  const save = async () => {
    const body = {
      code,
      name: name.trim(),
      ...(group && { group: group as KeyGroup }),
      amounts: { person: fen['person']!, fund: fen['fund']!, 'public-health': fen['public-health']! },
      items,
      validFrom,
      ...(validTo && { validTo }),
    };
    if (!(await run(() => api.call(contractRoutes.savePackage, { body })))) return;
    announce(t('family-doctor.packageSaved', { name }));
    onDone();
  };
  return (
    <section className={styles['card']} aria-label={t('family-doctor.package')}>
      <div className={styles['filters']}>
        <TextField name="name" label={t('family-doctor.packageName')} value={name} onChange={setName} maxLength={60} />
        {!of && (
          <TextField
            name="code"
            label={t('family-doctor.code')}
            hint={t('family-doctor.codeHint')}
            value={code}
            onChange={setCode}
            maxLength={40}
          />
        )}
        <SelectField
          name="group"
          label={t('family-doctor.forGroup')}
          value={group}
          onChange={setGroup}
          choices={[
            { value: '', label: t('family-doctor.everybody') },
            ...keyGroups.map((value) => ({ value, label: t(`family-doctor.group.${value}`) })),
          ]}
        />
        {payers.map((payer) => (
          <TextField
            key={payer}
            name={payer}
            label={t('family-doctor.pays', { payer: t(`family-doctor.payer.${payer}`) })}
            value={yuan[payer] ?? ''}
            onChange={(next) => setYuan({ ...yuan, [payer]: next })}
            {...((fen[payer] ?? -1) < 0 && { error: t('family-doctor.amountWrong') })}
          />
        ))}
        <TextField
          name="validFrom"
          label={t('family-doctor.validFrom')}
          type="date"
          value={validFrom}
          onChange={setValidFrom}
        />
        <TextField
          name="validTo"
          label={t('family-doctor.validTo')}
          type="date"
          value={validTo}
          onChange={setValidTo}
          optional
        />
      </div>
      <h3>{t('family-doctor.timesAYear')}</h3>
      <div className={styles['filters']}>
        {services.map((service) => (
          <TextField
            key={service.code}
            name={`times-${service.code}`}
            label={service.name}
            inputMode="numeric"
            value={times[service.code] ?? ''}
            onChange={(next) => setTimes({ ...times, [service.code]: next.replaceAll(/\D/g, '').slice(0, 3) })}
          />
        ))}
      </div>
      <p className="quiet">{t('family-doctor.signedStay')}</p>
      {failure !== undefined && <Failure error={failure} />}
      <div className={styles['row']}>
        <Button kind="primary" busy={busy} disabled={!ready} onClick={() => void save()}>
          {t('family-doctor.save')}
        </Button>
        <Button kind="quiet" onClick={onDone}>
          {t('family-doctor.cancel')}
        </Button>
      </div>
    </section>
  );
}
