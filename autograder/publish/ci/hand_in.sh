case "$AUTOGRADER_EXCHANGE" in
  https://* | http://127.0.0.1:* | http://localhost:*) ;;
  *) echo "$AUTOGRADER_EXCHANGE has no TLS: your token could be read."; exit 1 ;;
esac
digest="$(sha256sum "$NOTEBOOK" | cut -d ' ' -f 1)"
failed=0
# The token goes in by standard input: arguments can be read by every process of the machine.
printf 'header = "Authorization: Bearer %s"\n' "$AUTOGRADER_TOKEN" |
  curl --config - --fail-with-body --silent --show-error --retry 5 --max-time 120 \
    --header "Content-Type: application/octet-stream" \
    --header "Idempotency-Key: $RETRY_KEY" \
    --header "X-Content-SHA256: $digest" \
    --data-binary "@$NOTEBOOK" \
    --output receipt.json \
    "$AUTOGRADER_EXCHANGE/api/v1/labs/@LAB@/submissions?filename=$NOTEBOOK" || failed=$?
if [ -f receipt.json ]; then cat receipt.json; fi
if [ "$failed" != 0 ]; then rm -f receipt.json; echo; echo "It was NOT handed in."; exit 1; fi
