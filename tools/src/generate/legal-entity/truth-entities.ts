import { addressText } from '../city/places.js';
import { countyOn } from '../city/divisions.js';
import { isoDate } from '../day.js';
import type { Cell, TableWriter } from '../files/cell.js';
import { truthTable } from '../registers/truth.js';
import { entityId, periods, type Organisation } from './organisations/organisation.js';

const ENTITY_COLUMNS = [
  'entity',
  'validFrom',
  'validTo',
  'kind',
  'name',
  'formerNames',
  'uscc',
  'orgCode',
  'registrationNo',
  'taxNo',
  'industry',
  'status',
  'establishedOn',
  'cancelledOn',
  'capital',
  'currency',
  'address',
  'division',
  'legalRepresentative',
  'phone',
  'employees',
  'parent',
  'supervisor',
] as const;

/** truth-entities.csv: what was true of each organisation and when. */
export class EntityTruth {
  private readonly entities: TableWriter;

  constructor(out: string) {
    this.entities = truthTable(out, 'truth-entities', ENTITY_COLUMNS);
  }

  entity(organisation: Organisation): void {
    const { index, kind, industry, foundedOn, currency, parent, supervisor } = organisation;
    const all = [...periods(organisation)];
    all.forEach(({ since, state }, i) => {
      // Two changes of one day are one.
      const next = all[i + 1]?.since;
      if (next === since) return;
      const { name, formerNames, identifiers, status, cancelledOn, capital, place } = state;
      const row: Record<(typeof ENTITY_COLUMNS)[number], Cell | undefined> = {
        entity: entityId(index),
        validFrom: isoDate(since),
        validTo: next === undefined ? null : isoDate(next),
        kind,
        name,
        formerNames: formerNames.join(';'),
        ...{ uscc: null, orgCode: null, registrationNo: null, taxNo: null, ...identifiers },
        industry,
        status,
        establishedOn: isoDate(foundedOn),
        cancelledOn: cancelledOn === null ? null : isoDate(cancelledOn),
        capital,
        currency: capital === null ? null : currency,
        address: addressText(place, since, { province: true, town: true, short: false }),
        division: countyOn(place.town, since).code,
        legalRepresentative: state.representative,
        phone: state.phone,
        employees: state.employees,
        parent: parent && entityId(parent.index),
        supervisor,
      };
      this.entities.write(ENTITY_COLUMNS.map((column) => row[column] ?? null));
    });
  }

  close(): void {
    this.entities.close();
  }
}
