#!/usr/bin/env bash
# One registered buyer, an invoice for each of the last twelve months, then the buyer moves: what was issued keeps the old
# address, what comes next takes the new one.
#
#   SCELL=http://127.0.0.1:8080 KEY=sk_test_… bash examples/03-twelve-months.sh
. "$(dirname "$0")/common.sh"

# monthly DAY DUE: drafts and issues the subscription of a month; its id in $invoice.
monthly() {
  call POST /invoices '{
    "invoice_date": "'"$1"'",
    "due_date": "'"$2"'",
    "direction": "outgoing",
    "output_format": "facturx",
    "currency": "EUR",
    "seller_name": "Acme SAS",
    "seller_country": "FR",
    "seller_siret": "12345678901234",
    "seller_address": { "line1": "1 Rue de la Paix", "postal_code": "75001", "city": "Paris", "country": "FR" },
    "buyer_id": "'"$buyer"'",
    "total_ht": 500,
    "total_tva": 100,
    "total_ttc": 600,
    "lines": [
      { "description": "Abonnement mensuel", "quantity": 1, "unit_price_ht": 500, "tva_rate": 20, "total_ht": 500, "total_ttc": 600 }
    ]
  }'
  invoice=$(field id)
  call POST "/invoices/$invoice/submit"
  echo "$1  $(field invoice_number)"
}

say '1. Register the buyer'
call POST /buyers '{
  "name": "Globex SAS",
  "country": "FR",
  "siret": "98765432109876",
  "billing_address": { "line1": "10 Place Vendôme", "postal_code": "75001", "city": "Paris", "country": "FR" }
}'
buyer=$(field id)
echo "buyer $buyer"

say '2. Invoice the last twelve months'
IFS=- read -r year month _ <<<"$(today)"
months=$((year * 12 + 10#$month - 1))
first=
for back in 11 10 9 8 7 6 5 4 3 2 1 0; do
  m=$((months - back))
  day=$(printf '%04d-%02d' $((m / 12)) $((m % 12 + 1)))
  monthly "$day-01" "$day-28"
  first=${first:-$invoice}
done

say '3. The buyer moves: only the registry changes'
call PATCH "/buyers/$buyer" '{
  "billing_address": { "line1": "55 Avenue Foch", "postal_code": "75116", "city": "Paris", "country": "FR" }
}'

say '4. The first invoice keeps its address'
call GET "/invoices/$first"
echo "$(field invoice_number): ${answer#*\"buyer_address\":}" | cut -c 1-120

say '5. The next one takes the new address'
monthly "$(today)" "$(in_days 30)"
call GET "/invoices/$invoice"
number=$(field invoice_number)
echo "$number: ${answer#*\"buyer_address\":}" | cut -c 1-120
download "/invoices/$invoice/download/pdf" "$number.pdf"
