import type { RunningProgram } from '../main.ts';

/** What an operator reads once the program serves: where it is and, the first time, a key and something to do with it. */
export function welcome({ address, demo }: RunningProgram): string {
  if (address === null) return 'Scell worker started.\n';
  const lines = [`Scell listens on ${address}`, `  Reference: ${address}/docs`];
  if (demo !== null) {
    lines.push(
      demo.key === null
        ? '  The key of the demo tenant was shown at the first start. Another: npx scell key create --tenant acme-sas'
        : `\nSandbox key of the demo tenant Acme SAS (every right, shown once):\n  ${demo.key}\n\nCreate, submit and download an invoice:\n\n${request(address, demo.key)}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function request(address: string, key: string): string {
  const day = new Date().toISOString().slice(0, 10);
  return `SCELL=${address}/api/v1 KEY=${key}
ID=$(curl -sS $SCELL/invoices -H "X-API-Key: $KEY" -H 'Content-Type: application/json' -d '{
  "issue_date": "${day}", "output_format": "facturx", "currency": "EUR",
  "buyer_name": "Globex SAS", "buyer_country": "FR", "buyer_siret": "98765432109876",
  "buyer_address": { "line1": "10 Place Vendôme", "postal_code": "75001", "city": "Paris", "country": "FR" },
  "lines": [{ "description": "Conseil", "quantity": 5, "unit": "DAY", "unit_price": 200, "vat_rate": 20 }]
}' | grep -o '"id":"[0-9a-f-]*"' | head -n 1 | cut -d'"' -f4)
curl -sS -X POST $SCELL/invoices/$ID/submit -H "X-API-Key: $KEY"; echo
curl -sS $SCELL/invoices/$ID/download/pdf -H "X-API-Key: $KEY" -o invoice.pdf && echo "invoice.pdf"
`;
}
