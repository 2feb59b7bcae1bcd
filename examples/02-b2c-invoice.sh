#!/usr/bin/env bash
# An invoice to a private person: no identifiers of the buyer, no business-to-business mentions.
#
#   SCELL=http://127.0.0.1:8080 KEY=sk_test_… bash examples/02-b2c-invoice.sh
. "$(dirname "$0")/common.sh"

say '1. Draft'
call POST /invoices '{
  "invoice_date": "'"$(today)"'",
  "due_date": "'"$(today)"'",
  "direction": "outgoing",
  "output_format": "facturx",
  "currency": "EUR",
  "seller_name": "Acme SAS",
  "seller_country": "FR",
  "seller_siret": "12345678901234",
  "seller_address": { "line1": "1 Rue de la Paix", "postal_code": "75001", "city": "Paris", "country": "FR" },
  "buyer_name": "Marie Dupont",
  "buyer_country": "FR",
  "buyer_is_individual": true,
  "buyer_address": { "line1": "8 Rue Lepic", "postal_code": "75018", "city": "Paris", "country": "FR" },
  "total_ht": 50.00,
  "total_tva": 10.00,
  "total_ttc": 60.00,
  "lines": [
    { "description": "Service ponctuel", "quantity": 1, "unit_price_ht": 50.00, "tva_rate": 20, "total_ht": 50.00, "total_ttc": 60.00 }
  ]
}'
invoice=$(field id)
echo "draft $(field invoice_number)"

say '2. Issue'
call POST "/invoices/$invoice/submit"
number=$(field invoice_number)
echo "invoice $number"

say '3. Download the PDF, and the XML it carries'
download "/invoices/$invoice/download/pdf" "$number.pdf"
download "/invoices/$invoice/download/xml" "$number.xml"
