#!/usr/bin/env bash
# A business-to-business invoice with a shipping address: look the buyer up, register it, draft, issue, download the Factur-X PDF.
#
#   SCELL=http://127.0.0.1:8080 KEY=sk_test_… bash examples/01-b2b-invoice.sh
. "$(dirname "$0")/common.sh"

say '1. Look the buyer up by its SIRET'
call GET /sirene/98765432109876
echo "$(field name), $(field city)"

say '2. Register the buyer once'
call POST /buyers '{
  "name": "Globex SAS",
  "country": "FR",
  "siret": "98765432109876",
  "email": "compta@globex.example",
  "billing_address": { "line1": "10 Place Vendôme", "postal_code": "75001", "city": "Paris", "country": "FR" },
  "shipping_address": { "name": "Globex Entrepôt Saint-Ouen", "line1": "42 Rue des Rosiers", "postal_code": "93400", "city": "Saint-Ouen", "country": "FR" }
}'
buyer=$(field id)
echo "buyer $buyer"

say '3. Draft the invoice from the registry'
call POST /invoices '{
  "invoice_date": "'"$(today)"'",
  "due_date": "'"$(in_days 30)"'",
  "direction": "outgoing",
  "output_format": "facturx",
  "currency": "EUR",
  "seller_name": "Acme SAS",
  "seller_country": "FR",
  "seller_siret": "12345678901234",
  "seller_vat_number": "FR12345678901",
  "seller_address": { "line1": "1 Rue de la Paix", "postal_code": "75001", "city": "Paris", "country": "FR" },
  "buyer_id": "'"$buyer"'",
  "total_ht": 1000.00,
  "total_tva": 200.00,
  "total_ttc": 1200.00,
  "lines": [
    { "description": "Conseil", "quantity": 5, "unit": "DAY", "unit_price_ht": 200.00, "tva_rate": 20, "total_ht": 1000.00, "total_ttc": 1200.00 }
  ],
  "payment_terms": "Paiement à 30 jours fin de mois."
}'
invoice=$(field id)
echo "draft $(field invoice_number)"

say '4. Issue it: it gets its legal number, its documents and its place in the ledger'
call POST "/invoices/$invoice/submit"
number=$(field invoice_number)
echo "invoice $number"

say '5. Download it'
download "/invoices/$invoice/download?format=facturx" "$number.pdf"
