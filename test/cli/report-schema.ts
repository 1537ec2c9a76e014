import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';

interface Schema {
  readonly [keyword: string]: unknown;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

const SCHEMA = JSON.parse(readFileSync(join(__dirname, '..', '..', 'docs', 'report.schema.json'), 'utf8')) as Schema & {
  readonly $id: string;
  readonly $defs: Readonly<Record<string, Schema>>;
};

/** Here a field must be documented; who reads reports may meet newer ones. */
const closed = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return 'required' in schema ? { ...inner, additionalProperties: false } : inner;
};

const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false }).addSchema(closed(SCHEMA) as Schema);

/** What of a report is not as the schema says. */
export function faultsOf(report: object): string[] {
  const [name] = Object.keys(SCHEMA.$defs).filter((each) => 'report' in report && report.report === each);
  if (name === undefined) return ['no report of the schema'];
  const validate = ajv.getSchema(`${SCHEMA.$id}#/$defs/${name}`)!;
  const whole = ajv.getSchema(SCHEMA.$id)!;
  return validate(report) && whole(report)
    ? []
    : (validate.errors ?? whole.errors ?? []).map(
        ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
      );
}

/** The fields of the schema, each as "definition.field". */
export const FIELDS: readonly string[] = Object.entries(SCHEMA.$defs).flatMap(([name, schema]) => fieldsIn(schema, name));

function fieldsIn({ properties = {}, items }: Schema, name: string): string[] {
  return [
    ...Object.entries(properties).flatMap(([key, field]) => [`${name}.${key}`, ...fieldsIn(field, `${name}.${key}`)]),
    ...(items ? fieldsIn(items, name) : []),
  ];
}

/** The fields of the schema that a report has. */
export function fieldsOf(value: unknown, schema: Schema = SCHEMA.$defs[(value as { report: string }).report]!, name?: string): string[] {
  const reference = schema.$ref?.split('/').at(-1);
  if (reference !== undefined) return fieldsOf(value, SCHEMA.$defs[reference]!, reference);
  if (Array.isArray(value)) return schema.items ? value.flatMap((each) => fieldsOf(each, schema.items, name)) : [];
  const own = name ?? (value as { report: string }).report;
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    const inner = (value as Record<string, unknown>)[key];
    return inner === undefined ? [] : [`${own}.${key}`, ...fieldsOf(inner, field, `${own}.${key}`)];
  });
}
