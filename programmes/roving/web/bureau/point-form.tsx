// The form of a service point.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { registryRoutes } from '#foundation/registry/contract.ts';
import { pointNetworks, pointStandards, servicePointKinds } from '#foundation/registry/rules/service-point.ts';
import { servicePointRoutes, type ServicePointDetail } from '#foundation/registry/service-point-contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { ChoiceField, SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { Form, type FormTrouble } from '#platform/ui/form/form.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { datums, emptyPoint, pointBody, pointDraft, type PointDraft } from './point-draft.ts';
import { useProblemTexts } from './use-problem-texts.ts';
import styles from './roving.module.css';

interface PointFormProps {
  point: ServicePointDetail | undefined;
  onSaved: (point: ServicePointDetail) => void;
  onLeave?: () => void;
}

export function PointForm({ point, onSaved, onLeave }: PointFormProps) {
  const { t } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const troubleTexts = useProblemTexts();
  const [draft, setDraft] = useState<PointDraft>(() => (point ? pointDraft(point) : emptyPoint));
  const [key] = useState(() => newId());
  const [troubles, setTroubles] = useState<FormTrouble[]>([]);
  const [busy, setBusy] = useState(false);
  const units = useQuery({
    queryKey: ['org-units', 'villages'],
    staleTime: 10 * 60_000,
    queryFn: ({ signal }) => api.call(registryRoutes.orgUnits, { query: {}, signal }),
  });
  const all = units.data?.units ?? [];
  const names = new Map(all.map((unit) => [unit.unitId, unit.name]));
  const villages = all.filter((unit) => unit.kind === 'village');
  const set =
    <Field extends keyof PointDraft>(field: Field) =>
    (value: PointDraft[Field]) =>
      setDraft((before) => ({ ...before, [field]: value }));
  const save = async () => {
    const read = pointBody(draft, point?.masked ?? false);
    if (!read.ok) {
      setTroubles(read.faults.map((field) => ({ field, text: t(`roving.pointTrouble.${field}`) })));
      return;
    }
    setBusy(true);
    try {
      const saved = point
        ? await api.call(servicePointRoutes.editServicePoint, {
            params: { servicePointId: point.servicePointId },
            body: read.body,
            ifMatch: point.version,
          })
        : await api.call(servicePointRoutes.addServicePoint, { body: read.body, idempotencyKey: key });
      announce(t('roving.pointSaved', { name: saved.name }));
      onSaved(saved);
    } catch (error) {
      setTroubles(troubleTexts(error));
      setBusy(false);
    }
  };
  const errorOf = (field: string) => troubles.find((one) => one.field === field)?.text;
  const text = (field: 'address' | 'note' | 'keeperName' | 'keeperPhone', hint?: string) => (
    <TextField
      id={field}
      name={field}
      label={t(`roving.pointField.${field}`)}
      optional
      value={draft[field]}
      onChange={set(field)}
      {...(hint && { hint })}
      error={errorOf(field)}
    />
  );
  const keeperHint = point?.masked && point.keeperName ? t('roving.keeperKept', { name: point.keeperName }) : undefined;
  return (
    <Form
      label={t('roving.pointFacts')}
      verb={t('roving.save')}
      troubles={troubles}
      busy={busy}
      onSubmit={() => void save()}
      beside={
        onLeave && (
          <Button kind="quiet" onClick={onLeave}>
            {t('ui.leaveIt')}
          </Button>
        )
      }
    >
      <SelectField
        name="kind"
        label={t('roving.kind')}
        value={draft.kind}
        onChange={(kind) => set('kind')(kind as PointDraft['kind'])}
        choices={servicePointKinds.map((kind) => ({ value: kind, label: t(`roving.pointKind.${kind}`) }))}
      />
      <TextField
        id="name"
        name="name"
        label={t('roving.pointName')}
        value={draft.name}
        onChange={set('name')}
        error={errorOf('name')}
      />
      <SelectField
        id="villageId"
        name="villageId"
        label={t('roving.village')}
        value={draft.villageId}
        onChange={set('villageId')}
        choices={[
          { value: '', label: t('roving.choose') },
          ...villages.map((unit) => ({
            value: unit.unitId,
            label: `${names.get(unit.parentId ?? '') ?? ''} ${unit.name}`,
          })),
        ]}
        error={errorOf('villageId')}
      />
      <TextField
        id="position"
        name="position"
        label={t('roving.pointField.position')}
        hint={t('roving.positionHint')}
        optional
        value={draft.position}
        onChange={set('position')}
        error={errorOf('position')}
      />
      <ChoiceField
        name="datum"
        label={t('roving.datum')}
        hint={t('roving.datumHint')}
        value={draft.datum}
        onChange={set('datum')}
        choices={datums.map((datum) => ({ value: datum, label: t(`roving.datum.${datum}`) }))}
      />
      {text('address')}
      <ChoiceField
        name="power"
        label={t('roving.pointFact.power')}
        value={draft.hasPower ? 'yes' : 'no'}
        onChange={(value) => set('hasPower')(value === 'yes')}
        choices={(['yes', 'no'] as const).map((one) => ({ value: one, label: t(`roving.${one}`) }))}
      />
      <ChoiceField
        name="network"
        label={t('roving.network')}
        value={draft.network}
        onChange={set('network')}
        choices={pointNetworks.map((one) => ({ value: one, label: t(`roving.pointNetwork.${one}`) }))}
      />
      <fieldset className={styles['digits']}>
        <legend>{t('roving.pointFact.standards')}</legend>
        {pointStandards.map((one) => (
          <label key={one} className={styles['digit']}>
            <input
              type="checkbox"
              checked={draft.standards.includes(one)}
              onChange={(event) =>
                set('standards')(
                  event.target.checked ? [...draft.standards, one] : draft.standards.filter((other) => other !== one),
                )
              }
            />
            {t(`roving.pointStandard.${one}`)}
          </label>
        ))}
      </fieldset>
      {text('keeperName', keeperHint)}
      {text('keeperPhone')}
      {text('note')}
      {point && (
        <TextField
          name="closedOn"
          type="date"
          label={t('roving.pointFact.closed')}
          optional
          value={draft.closedOn}
          onChange={set('closedOn')}
        />
      )}
    </Form>
  );
}
