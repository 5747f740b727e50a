// Views that every county can begin with; the bureau's screen offers them, and they run on any record.
import type { ViewDefinition } from './view.ts';

export interface ExampleView {
  name: string;
  view: ViewDefinition & { title: string };
}

/** The place is the organisation that measured: the village clinic or the health centre. */
const bloodPressures: ExampleView = {
  name: 'blood_pressures',
  view: {
    resourceType: 'ViewDefinition',
    title: '各村各月血压',
    status: 'active',
    resource: 'Observation',
    constant: [
      { name: 'panel', valueCode: '85354-9' },
      { name: 'systolic', valueCode: '8480-6' },
      { name: 'diastolic', valueCode: '8462-4' },
    ],
    where: [{ path: 'code.coding.exists(code = %panel)' }],
    select: [
      {
        column: [
          { name: 'id', path: 'getResourceKey()', type: 'id' },
          { name: 'patient', path: 'subject.getReferenceKey(Patient)', type: 'id' },
          { name: 'place', path: 'performer.first().getReferenceKey(Organization)', type: 'id' },
          { name: 'month', path: 'effective.ofType(dateTime).toString().substring(0, 7)', type: 'string' },
          { name: 'taken', path: 'effective.ofType(dateTime)', type: 'dateTime' },
          {
            name: 'systolic',
            path: 'component.where(code.coding.exists(code = %systolic)).value.ofType(Quantity).value.first()',
            type: 'decimal',
          },
          {
            name: 'diastolic',
            path: 'component.where(code.coding.exists(code = %diastolic)).value.ofType(Quantity).value.first()',
            type: 'decimal',
          },
        ],
      },
    ],
  },
};

/** I10 to I15 of ICD-10: primary and secondary hypertension. */
const hypertensionRegister: ExampleView = {
  name: 'hypertension_register',
  view: {
    resourceType: 'ViewDefinition',
    title: '高血压登记册',
    status: 'active',
    resource: 'Condition',
    where: [{ path: "code.coding.exists(code.matches('^I1[0-5]'))" }],
    select: [
      {
        column: [
          { name: 'id', path: 'getResourceKey()', type: 'id' },
          { name: 'patient', path: 'subject.getReferenceKey(Patient)', type: 'id' },
          { name: 'code', path: "code.coding.where(code.matches('^I1[0-5]')).code.first()", type: 'code' },
          { name: 'title', path: 'code.text', type: 'string' },
          { name: 'status', path: 'clinicalStatus.coding.code.first()', type: 'code' },
          { name: 'since', path: '(onset.ofType(dateTime) | recordedDate).first()', type: 'dateTime' },
        ],
      },
    ],
  },
};

export const exampleViews: readonly ExampleView[] = [bloodPressures, hypertensionRegister];
